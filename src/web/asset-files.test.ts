import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherAssets } from './asset-files.ts';
import { replaceBranding } from './govuk-stylesheet.ts';

const neutral = gatherAssets(false);
const govuk = gatherAssets(true);
const text = (assets: typeof neutral, name: string) => assets.files.get(name)!.body.toString();

test('without the branding nothing reserved for gov.uk is served', () => {
  for (const [name, { body }] of neutral.files) {
    assert.doesNotMatch(name, /font|crest|govuk-icon/);
    if (!name.endsWith('.min.js')) assert.doesNotMatch(body.toString(), /GDS Transport|crest|@font-face/);
  }
  assert.match(text(neutral, 'rollcall.css'), /font-family:"Helvetica Neue",Helvetica,Arial,sans-serif/);
});

test('with the branding the typeface and the crest are served where the stylesheet looks for them', () => {
  const urls = [...text(govuk, 'rollcall.css').matchAll(/url\(([^)]+)\)/g)].map(([, url]) => url!);
  assert.ok(urls.length >= 5);
  for (const url of urls) assert.ok(govuk.files.has(url), url);
});

test('the neutral stylesheet asks for no other file', () => {
  assert.doesNotMatch(text(neutral, 'rollcall.css'), /url\(/);
});

test('the start script imports a file that is served beside it', () => {
  const [, imported] = /from '\.\/([^']+)'/.exec(text(neutral, 'start-govuk.js'))!;
  assert.ok(neutral.files.has(imported!));
});

test('the version is the same for the same content, and another for other content', () => {
  assert.equal(gatherAssets(false).version, neutral.version);
  assert.notEqual(govuk.version, neutral.version);
});

test('a stylesheet whose branding cannot be taken out is refused', () => {
  assert.throws(() => replaceBranding('body{font-family:"GDS Transport"}', false), /still holds "GDS Transport"/);
});
