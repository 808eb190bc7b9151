import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectedFrom, yearBefore } from './year-before.ts';

test('the year before, down to reception', () => {
  assert.equal(yearBefore('8', 1), '7');
  assert.equal(yearBefore('1', 1), 'R');
  assert.equal(yearBefore('R', 1), null);
  assert.equal(yearBefore('X', 1), 'X');
  assert.equal(yearBefore('12', 0), '12');
});

test('a child now in reception was in nursery until the academic year began', () => {
  assert.equal(collectedFrom('R', '2026-09-10'), '2026-08-03');
  assert.equal(collectedFrom('1', '2026-09-10'), '2025-08-04');
  assert.equal(collectedFrom('X', '2026-09-10'), null);
});
