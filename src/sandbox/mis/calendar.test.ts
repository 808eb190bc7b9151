import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBankHoliday } from '../../domain/sessions/bank-holidays.ts';
import { planCalendar } from './calendar.ts';
import { dateOf, dayOf, weekdayOf } from './days.ts';

/** First and last day of each half term: breaks are those of more than four days between two days of term. */
function halfTerms(startYear: number): string[] {
  const { days } = planCalendar(startYear, 1, 0);
  const starts = days.filter((day, i) => i === 0 || day - days[i - 1]! > 4);
  return starts.map((start, i) => {
    const end = days.findLast((day) => day < (starts[i + 1] ?? Infinity))!;
    return `${dateOf(start)} ${dateOf(end)}`;
  });
}

test('the typical calendars of three years', () => {
  assert.deepEqual(halfTerms(2024), [
    '2024-09-02 2024-10-25', '2024-11-04 2024-12-20', '2025-01-06 2025-02-14',
    '2025-02-24 2025-04-04', '2025-04-22 2025-05-23', '2025-06-02 2025-07-22',
  ]); // biome-ignore format: one line a term
  assert.deepEqual(halfTerms(2025), [
    '2025-09-01 2025-10-24',
    '2025-11-03 2025-12-19',
    '2026-01-05 2026-02-13',
    '2026-02-23 2026-03-27',
    '2026-04-13 2026-05-22',
    '2026-06-01 2026-07-20',
  ]);
  assert.deepEqual(halfTerms(2026), [
    '2026-09-01 2026-10-23',
    '2026-11-02 2026-12-18',
    '2027-01-04 2027-02-12',
    '2027-02-22 2027-03-25',
    '2027-04-12 2027-05-28',
    '2027-06-07 2027-07-21',
  ]);
});

test('every year has 195 weekdays of which five are INSET days, and no standing bank holiday', () => {
  const odd = ['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'];
  for (let year = 2018; year <= 2032; year++)
    for (const school of [0, 1, 2]) {
      const { days, inset } = planCalendar(year, 1, school);
      assert.equal(days.length, 195);
      assert.equal(inset.size, 5);
      assert.ok([...inset].every((day) => days.includes(day)));
      assert.ok(days.every((day) => weekdayOf(day) <= 5));
      assert.deepEqual(
        days.map(dateOf).filter((date) => isBankHoliday(date) && !odd.includes(date)),
        [],
      );
    }
});

test('INSET days differ from school to school', () => {
  const all = [0, 1, 2, 3, 4, 5].map((school) => [...planCalendar(2026, 1, school).inset].sort().join());
  assert.ok(new Set(all).size > 1);
  assert.ok(planCalendar(2026, 1, 0).inset.has(dayOf('2026-09-01')));
});
