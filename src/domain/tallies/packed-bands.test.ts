import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packBands, packWeekBands, unpackBands } from './packed-bands.ts';

test('bands are a letter each and how many, and several texts add up', () => {
  assert.equal(packBands([201, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3]), 'a201b40k3');
  assert.deepEqual(unpackBands('a201b40k3a9'), [210, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  assert.deepEqual(unpackBands(''), new Array(11).fill(0));
});

test('bands of weeks come behind the number of each in their order, and a week without any is left out', () => {
  const only = (band: number) => Array.from({ length: 11 }, (_, each) => (each === band ? 7 : 0));
  const weeks = [
    { number: 44, bands: only(10) },
    { number: 5, bands: only(-1) },
    { number: 4, bands: only(0) },
  ];
  assert.equal(packWeekBands(weeks), '4 a7,44 k7');
});

test('property: packed bands come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40_000), { minLength: 11, maxLength: 11 }), (enrolments) => {
      assert.deepEqual(unpackBands(packBands(enrolments)), enrolments);
    }),
  );
});
