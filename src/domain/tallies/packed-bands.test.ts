import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packBands, unpackBands } from './packed-bands.ts';

test('bands are a letter each and how many, and several texts add up', () => {
  assert.equal(packBands([201, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3]), 'a201b40k3');
  assert.deepEqual(unpackBands('a201b40k3a9'), [210, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  assert.deepEqual(unpackBands(''), new Array(11).fill(0));
});

test('property: packed bands come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40_000), { minLength: 11, maxLength: 11 }), (enrolments) => {
      assert.deepEqual(unpackBands(packBands(enrolments)), enrolments);
    }),
  );
});
