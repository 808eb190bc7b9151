import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSurges, isLow, isSurge, postcodeArea } from './rules.ts';

const part = (numerator: number, denominator: number) => ({ numerator, denominator });

test('a code surges at twice its share and one point more, exactly', () => {
  assert.equal(isSurge({ share: part(2, 100), before: part(1, 100) }), true);
  assert.equal(isSurge({ share: part(199, 10_000), before: part(1, 100) }), false);
  assert.equal(isSurge({ share: part(18, 1000), before: part(9, 1000) }), false);
  assert.equal(isSurge({ share: part(1, 100), before: part(0, 100) }), true);
  assert.equal(isSurge({ share: part(5, 100), before: part(0, 0) }), false);
});

test('codes of possible sessions only, and no ordinary presence', () => {
  const surges = findSurges(900001, '/45\\45I10X50', '/500\\490I10X1');
  assert.deepEqual(surges, [{ code: 'I', urn: 900001, share: part(10, 100), before: part(10, 1000) }]);
});

test('a week is low at two points under the year to date', () => {
  const counts = (attended: number, authorised: number) => ({ attended, authorised, unauthorised: 0 });
  assert.equal(isLow(counts(93, 7), counts(950, 50)), true);
  assert.equal(isLow(counts(931, 69), counts(950, 50)), false);
  assert.equal(isLow(counts(0, 0), counts(950, 50)), false);
});

test('the area of a postcode', () => {
  assert.deepEqual(['LS1 4AB', 'b33 8th', 'none', '', null].map(postcodeArea), ['LS', 'B', null, null, null]);
});
