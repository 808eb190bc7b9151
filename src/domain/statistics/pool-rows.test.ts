import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCountsRow, DARLINGTON } from './counts.fixture.ts';
import type { CountsRow } from './counts-row.ts';
import { weekOf } from './period.ts';
import { poolRows } from './pool-rows.ts';

const week = ({ period }: CountsRow) => (period.kind === 'day' ? weekOf(period.date) : null);
const day = (date: string, row: Parameters<typeof aCountsRow>[0] = {}) =>
  aCountsRow({ ...row, period: { kind: 'day', date } });

test('sessions of a week are the sum of its days, schools and enrolments their mean', () => {
  const [pooled, ...others] = poolRows(
    [
      day('2023-09-11', { schools: 3, enrolments: 10, counts: { possible_sessions: 20 } }),
      day('2023-09-12', { schools: 4, enrolments: 11, counts: { possible_sessions: 22 } }),
      day('2023-09-15', { schools: 4, enrolments: 12, counts: { possible_sessions: 25 } }),
    ],
    week,
  );
  assert.deepEqual(others, []);
  assert.deepEqual([pooled!.schools, pooled!.enrolments], [11 / 3, 11]);
  assert.deepEqual(pooled!.counts, new Map([['possible_sessions', 67]]));
  assert.deepEqual(pooled!.period, { kind: 'week', year: 2023, week: 37 });
});

test('areas, phases and weeks are never pooled with each other, and what has no such period is left out', () => {
  const rows = [
    day('2023-09-11'),
    day('2023-09-18'),
    day('2023-09-11', { phase: 'Special' }),
    day('2023-09-11', { area: DARLINGTON }),
    aCountsRow({ period: { kind: 'year', startYear: 2023 } }),
  ];
  assert.equal(poolRows(rows, week).length, 4);
});

test('one hidden row hides the whole sum, and a column that one row lacks is not summed', () => {
  const [hidden] = poolRows([day('2023-09-11'), day('2023-09-12', { counts: null, enrolments: null })], week);
  assert.deepEqual([hidden!.counts, hidden!.enrolments, hidden!.schools], [null, null, 100]);
  const [short] = poolRows(
    [day('2023-09-11', { counts: { a: 1, b: 2 } }), day('2023-09-12', { counts: { b: 3 } })],
    week,
  );
  assert.deepEqual(short!.counts, new Map([['b', 5]]));
});

test('a year made from weeks has no mean, since a week does not tell its days', () => {
  const weeks = [37, 38].map((each) => aCountsRow({ period: { kind: 'week', year: 2023, week: each } }));
  const [year] = poolRows(weeks, () => ({ kind: 'year', startYear: 2023 }));
  assert.deepEqual([year!.schools, year!.enrolments, year!.counts?.get('possible_sessions')], [null, null, 20]);
});
