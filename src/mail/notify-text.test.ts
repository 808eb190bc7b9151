import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainForNotify } from './notify-text.ts';

test('attack: a name that is Markdown is neither a link nor a heading at Notify', () => {
  assert.equal(
    plainForNotify('[https://attendance.example.org](https://evil.example) asks\n# Approved\n  ^ Approved'),
    '(https://attendance.example.org)(https://evil.example) asks\n\\# Approved\n  \\^ Approved',
  );
});

test('a line that begins like a list, a rule or a table stays a line', () => {
  assert.equal(plainForNotify('- one\n2. two\n---\n===\n| a | b |'), '\\- one\n2\\. two\n\\---\n\\===\n\\| a | b |');
});

test('what messages are made of otherwise stays as it is', () => {
  const text =
    'Zoë Ó Súilleabháin-Łukasz (URN 900001), 3.04pm:\n\n> quoted – 2.5 * 3\n\nhttps://attendance.example.org/rights\n';
  assert.equal(plainForNotify(text), text);
});
