import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leastUsual } from './usual-base.ts';

test('half of the median of what has a base', () => {
  assert.equal(leastUsual([400, 0, 1, 390, 410]), 195);
  assert.equal(leastUsual([7]), 3.5);
  assert.equal(leastUsual([]), 0);
  assert.equal(leastUsual([0, 0]), 0);
});
