import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { chunksOf } from './write-statistics.ts';

const cell = fc.oneof(
  fc.constantFrom('', ' ', ',', '"', '""', '\r', '\n', '\r\n', 'c', '5690.4', 'Gypsy, Roma', '=1', '-', 'é', '\ufeff'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 12 });

/** It leaves a lone end of line as it is, which RFC 4180 does not allow. */
const asCsv = (written: string[][]) => stringify(written, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });

test('property: lines are the bytes of csv-stringify, whatever is in their cells and in those before', () => {
  fc.assert(
    fc.property(lines, (written) => {
      assert.equal([...chunksOf(written)].join(''), asCsv(written));
    }),
    { numRuns: 2000 },
  );
});

test('many lines come in pieces that are whole together, and no line in two', () => {
  const written = Array.from({ length: 20_000 }, (_, index) => ['the same', String(index), 'with, comma']);
  const chunks = [...chunksOf(written)];
  assert.ok(chunks.length > 1 && chunks.every((chunk) => chunk.endsWith('\r\n')));
  assert.equal(chunks.join(''), asCsv(written));
});
