import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeFromRanges } from './number-ranges.ts';

const RANGES = [
  { from: 2, to: 4 },
  { from: 7, to: 7 },
  { from: 9, to: 12 },
];

test('nothing taken leaves the ranges', () => {
  assert.deepEqual(takeFromRanges(RANGES, []), { rest: RANGES, taken: [] });
  assert.deepEqual(takeFromRanges([], [1]), { rest: [], taken: [false] });
});

test('numbers are cut out of their ranges, once each, and those outside are told', () => {
  assert.deepEqual(takeFromRanges(RANGES, [1, 2, 3, 3, 5, 7, 10, 12, 13]), {
    rest: [
      { from: 4, to: 4 },
      { from: 9, to: 9 },
      { from: 11, to: 11 },
    ],
    taken: [false, true, true, false, false, true, true, true, false],
  });
});

test('ranges before and after the numbers stay whole', () => {
  assert.deepEqual(takeFromRanges(RANGES, [7]).rest, [RANGES[0], RANGES[2]]);
});
