import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ratePercent, weightedRatePercent } from './rate-percent.ts';
import { responseRate } from './response-rate.ts';

test('rates are rounded once, half up, from whole numbers', () => {
  assert.equal(ratePercent(1, 8, 0), '13');
  assert.equal(ratePercent(1, 8, 1), '12.5');
  // 1.005 per cent, which floating point rounds down.
  assert.equal(ratePercent(201, 20_000, 2), '1.01');
  assert.equal(ratePercent(1, 3, 2), '33.33');
  assert.equal(ratePercent(2, 3, 2), '66.67');
  assert.equal(ratePercent(0, 5, 2), '0.00');
  assert.equal(ratePercent(5, 5, 1), '100.0');
  assert.equal(ratePercent(1, 100_000, 2), '0.00');
});

test('nothing divided by nothing has no rate', () => {
  assert.equal(ratePercent(0, 0, 2), null);
  assert.equal(weightedRatePercent([], 2), null);
  assert.equal(weightedRatePercent([{ numerator: 0, denominator: 0, weight: 5 }], 2), null);
});

test('a count is never negative', () => assert.throws(() => ratePercent(-1, 10, 1), RangeError));

test('a phase without a rate takes no part in a weighted total', () => {
  const primary = { numerator: 9, denominator: 10, weight: 3 };
  const empty = { numerator: 0, denominator: 0, weight: 100 };
  assert.equal(weightedRatePercent([primary, empty], 2), '90.00');
  assert.equal(weightedRatePercent([primary, { numerator: 1, denominator: 2, weight: 1 }], 2), '80.00');
});

test('the response rate is given to two decimals', () => {
  assert.equal(responseRate(20_695, 21_292), '97.20');
  assert.equal(responseRate(0, 0), null);
});

const part = fc.record({
  numerator: fc.nat(100_000),
  denominator: fc.integer({ min: 1, max: 100_000 }),
  weight: fc.integer({ min: 1, max: 9_999 }),
});

test('property: a rounded rate is never further from the exact one than half a unit, and not at half a unit below', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 20n), fc.bigInt(1n, 10n ** 20n), fc.nat(6), (numerator, denominator, decimals) => {
      const scale = 10n ** BigInt(decimals);
      const rounded = BigInt(ratePercent(numerator, denominator, decimals)!.replace('.', ''));
      // 2 × (rounded − exact) in units of the last decimal, times the denominator: above −denominator, at most denominator.
      const twice = 2n * (rounded * denominator - numerator * 100n * scale);
      assert.ok(twice > -denominator && twice <= denominator);
    }),
  );
});

test('property: equal weights and denominators make the pooled rate; one phase alone keeps its own', () => {
  fc.assert(
    fc.property(part, part, (one, other) => {
      const [a, b] = [
        { ...one, weight: 7 },
        { ...other, denominator: one.denominator, weight: 7 },
      ];
      assert.equal(weightedRatePercent([a, b], 4), ratePercent(a.numerator + b.numerator, 2 * one.denominator, 4));
      assert.equal(weightedRatePercent([one], 4), ratePercent(one.numerator, one.denominator, 4));
    }),
  );
});
