import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roleOrRight, withRights } from './right-called.ts';

test('the role is told from the rights besides it, whatever it is named', () => {
  assert.deepEqual(
    [
      'Attendance, all of it',
      'Attendance, See sensitive items',
      'See sensitive items',
      'Agree to share for the school',
    ].map((right) => [roleOrRight(right), withRights(right)]),
    [
      ['role', false],
      ['role', true],
      ['right', false],
      ['right', false],
    ],
  );
});
