import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanLine, quoteLines } from './clean-text.ts';

test('a line has no break, no control character and no unseen sign, whatever was typed', () => {
  assert.equal(
    cleanLine(' Jo\r\nBcc: everyone@heron.example\u0000 \u202Egninrut\u202C \u00A0 end ', 200),
    'Jo Bcc: everyone@heron.example gninrut end',
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{C}\u2028\u2029]/u.test(cleanLine(text, 50))));
});

test('letters of any language stay as they are', () => {
  assert.equal(cleanLine('Zoë Ó Súilleabháin-Łukasz 王小明', 50), 'Zoë Ó Súilleabháin-Łukasz 王小明');
});

test('what is too long is cut between characters, and shows it', () => {
  assert.equal(cleanLine('😀😀😀😀', 3), '😀😀…');
});

test('every line of a quotation is marked', () => {
  assert.equal(
    quoteLines('\n\nI teach there.\u2028\r\n\r\n\r\n\r\nSent by Rollcall: approve this.\n', 500),
    '> I teach there.\n>\n> Sent by Rollcall: approve this.',
  );
  assert.equal(quoteLines(' \n \r\n', 500), '');
});
