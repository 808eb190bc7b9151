import assert from 'node:assert/strict';
import { test } from 'node:test';
import { easterSunday } from '../sessions/bank-holidays.ts';
import { periodKey, termOf, timeOf, weekOf } from './period.ts';

test('Easter Sunday is where the calendar has it', () => {
  const days = [2022, 2023, 2024, 2025, 2026, 2027, 2038, 2049].map(easterSunday);
  assert.deepEqual(days, [
    '2022-04-17',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2049-04-18',
  ]);
});

test('days belong to the terms of the absence statistics, and in 2025/26 to those that the Department fixed', () => {
  assert.deepEqual(['2024-12-20', '2025-01-06', '2025-04-20', '2025-04-22', '2026-04-08', '2026-04-13'].map(termOf), [
    'Autumn term',
    'Spring term',
    'Spring term',
    'Summer term',
    'Spring term',
    'Summer term',
  ]);
});

test('periods have the names of published files: a day has those of its week, and week 1 may lie in two calendar years', () => {
  assert.deepEqual(timeOf({ kind: 'day', date: '2025-09-08' }), { period: '2025', identifier: 'Week 37' });
  assert.deepEqual(timeOf(weekOf('2024-12-30')), { period: '2025', identifier: 'Week 1' });
  assert.deepEqual(timeOf({ kind: 'term', startYear: 2024, term: 'Spring term' }), {
    period: '202425',
    identifier: 'Spring term',
  });
  assert.deepEqual(timeOf({ kind: 'year', startYear: 2023 }), { period: '202324', identifier: 'Academic year' });
  const weeks = [weekOf('2025-01-06'), weekOf('2024-12-16')].map(periodKey).sort();
  assert.deepEqual(weeks, ['2024-W51', '2025-W02']);
});
