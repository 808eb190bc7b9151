import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunHistory } from '../store/collection-runs.ts';
import { planCollection, yearToCollect } from './plan-collection.ts';

const OPTIONS = { refreshDays: 7, completeReadDays: 7, overlapHours: 6 };
const NEVER: RunHistory = { last: null, lastCompleteAt: null };
const ran = (last: string, complete: string): RunHistory => ({
  last: { startedAt: new Date(last), heldDate: last.slice(0, 10), heldHalf: 'PM' },
  lastCompleteAt: new Date(complete),
});

test('a first load takes the year to date', () => {
  const plan = planCollection(new Date('2026-11-23T16:30:00Z'), NEVER, false, OPTIONS);
  assert.deepEqual(
    [plan.kind, plan.from, plan.to, plan.since, plan.openFrom],
    ['first', '2026-08-03', '2027-08-01', null, null],
  );
});

test('and the year before while fewer than four weeks have been taught', () => {
  assert.equal(yearToCollect('2026-08-15'), '2025-08-04');
  assert.equal(yearToCollect('2026-09-01'), '2025-08-04');
  assert.equal(yearToCollect('2026-09-25'), '2025-08-04');
  assert.equal(yearToCollect('2026-09-28'), '2026-08-03');
});

test('the next runs read what changed since, with an overlap, in a window from seven days before the last complete run', () => {
  const plan = planCollection(
    new Date('2026-11-26T16:30:00Z'),
    ran('2026-11-25T16:30:00Z', '2026-11-23T16:30:00Z'),
    false,
    OPTIONS,
  );
  assert.equal(plan.kind, 'since');
  assert.equal(plan.from, '2026-11-16');
  assert.equal(plan.since?.toISOString(), '2026-11-25T10:30:00.000Z');
  assert.equal(plan.openFrom, '2026-11-17');
});

test('a complete run is due after a week, at once when asked for, and always where reading a window is cheap', () => {
  const history = ran('2026-11-27T16:30:00Z', '2026-11-23T16:30:00Z');
  assert.equal(planCollection(new Date('2026-11-30T16:30:00Z'), history, false, OPTIONS).kind, 'complete');
  assert.equal(
    planCollection(new Date('2026-11-28T16:30:00Z'), history, false, { ...OPTIONS, complete: true }).kind,
    'complete',
  );
  const cheap = planCollection(new Date('2026-11-28T16:30:00Z'), history, true, OPTIONS);
  assert.deepEqual([cheap.kind, cheap.from, cheap.since], ['complete', '2026-11-16', null]);
});

test('in the afternoon the afternoon has been held, in the morning the morning only', () => {
  assert.deepEqual(planCollection(new Date('2026-11-23T10:00:00Z'), NEVER, false, OPTIONS).held, {
    date: '2026-11-23',
    half: 'AM',
  });
  assert.deepEqual(planCollection(new Date('2026-07-06T11:30:00Z'), NEVER, false, OPTIONS).held, {
    date: '2026-07-06',
    half: 'PM',
  });
});
