import assert from 'node:assert/strict';
import { test } from 'node:test';
import { updateEnrolments } from './enrolments.ts';

const TODAY = '2026-11-23';
const update = (
  known: Parameters<typeof updateEnrolments>[0],
  onRoll: number[],
  leavers: number[] = [],
  first: [number, string][] = [],
  last: [number, string][] = [],
) => updateEnrolments(known, new Set(onRoll), new Set(leavers), new Map(first), new Map(last), TODAY);

test('a first load reaches back to the first mark; a pupil without marks begins today', () => {
  assert.deepEqual(update([], [1, 2], [], [[1, '2026-09-03']]), [
    { pupil: 1, firstDay: '2026-09-03', lastDay: null },
    { pupil: 2, firstDay: TODAY, lastDay: null },
  ]);
});

test('who is on roll and known needs nothing', () => {
  assert.deepEqual(update([{ pupil: 1, firstDay: '2026-09-03', lastDay: null }], [1]), []);
});

test('who is gone is closed on the last day with a mark', () => {
  assert.deepEqual(update([{ pupil: 1, firstDay: '2026-09-03', lastDay: null }], [], [1], [], [[1, '2026-11-20']]), [
    { pupil: 1, firstDay: '2026-09-03', lastDay: '2026-11-20' },
  ]);
});

test('who returns begins again, and a leaver of before is known by its marks', () => {
  assert.deepEqual(
    update([{ pupil: 1, firstDay: '2026-09-03', lastDay: '2026-10-01' }], [1], [], [[1, '2026-09-03']]),
    [{ pupil: 1, firstDay: TODAY, lastDay: null }],
  );
  assert.deepEqual(update([], [], [7], [[7, '2026-09-03']], [[7, '2026-10-09']]), [
    { pupil: 7, firstDay: '2026-09-03', lastDay: '2026-10-09' },
  ]);
});
