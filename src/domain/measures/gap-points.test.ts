import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gapPoints } from './gap-points.ts';

const fraction = (numerator: number, denominator: number) => ({ numerator, denominator });

test('points from one rate to another, rounded once from exact integers', () => {
  assert.equal(gapPoints(fraction(90, 100), fraction(95, 100)), '-5.0');
  assert.equal(gapPoints(fraction(1, 3), fraction(1, 4)), '8.3');
  assert.equal(gapPoints(fraction(1, 2000), fraction(0, 10)), '0.1');
  assert.equal(gapPoints(fraction(0, 10), fraction(1, 2000)), '-0.1');
  assert.equal(gapPoints(fraction(0, 10), fraction(1, 3000)), '0.0');
});

test('without a base there are no points', () => {
  assert.equal(gapPoints(fraction(0, 0), fraction(1, 2)), null);
  assert.equal(gapPoints(fraction(1, 2), fraction(0, 0)), null);
});
