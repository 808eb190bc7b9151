import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { element, escapeXml } from './svg.ts';

describe('escapeXml', () => {
  it('leaves no character that XML gives a meaning or forbids', () => {
    assert.equal(
      escapeXml(`<a href="x" b='y'>&\u0000\u001b`),
      '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;\ufffd\ufffd',
    );
    assert.equal(escapeXml('Łukasz 李 مريم'), 'Łukasz 李 مريم');
  });
});

describe('element', () => {
  it('escapes attributes and rounds coordinates', () => {
    assert.equal(
      element('rect', { class: '"><script>', x: 1.2345 }),
      '<rect class="&quot;&gt;&lt;script&gt;" x="1.2"/>',
    );
  });
});
