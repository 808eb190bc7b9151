import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  dateOfDay,
  dayNumber,
  dayOfWeek,
  daysBetween,
  isDate,
  isHeld,
  isoWeek,
  mondayOf,
  sessionAt,
  sessionIndex,
} from './dates.ts';

const DAY = 86_400_000;
const day = fc.integer({ min: -40_000, max: 80_000 });
const half = fc.constantFrom('AM' as const, 'PM' as const);
/** The same day by the platform's own calendar. */
const utcDate = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);

test('days are added and counted over months, years and leap days', () => {
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(addDays('2025-02-28', 1), '2025-03-01');
  assert.equal(addDays('2026-01-01', -1), '2025-12-31');
  assert.equal(addDays('2100-02-28', 1), '2100-03-01');
  assert.equal(daysBetween('2025-09-08', '2026-09-08'), 365);
  assert.equal(daysBetween('2026-03-02', '2026-03-01'), -1);
});

test('days of the week and weeks', () => {
  assert.equal(dayOfWeek('2026-11-23'), 1);
  assert.equal(dayOfWeek('2026-11-29'), 7);
  assert.equal(mondayOf('2026-11-29'), '2026-11-23');
  assert.equal(mondayOf('2026-11-23'), '2026-11-23');
});

test('week numbers are those of published files, and those of ISO 8601 at the turn of a year', () => {
  assert.deepEqual(isoWeek('2025-09-08'), { year: 2025, week: 37 });
  assert.deepEqual(isoWeek('2027-01-01'), { year: 2026, week: 53 });
  assert.deepEqual(isoWeek('2024-12-30'), { year: 2025, week: 1 });
  assert.deepEqual(isoWeek('2023-01-01'), { year: 2022, week: 52 });
});

test('only days of the calendar are dates', () => {
  const good = ['2024-02-29', '2026-11-30', '2000-02-29'];
  const bad = [
    '2026-02-29',
    '2026-02-30',
    '2026-11-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '1900-02-29',
    '',
    '2026-11-23T00:00',
    '23/11/2026',
  ];
  assert.deepEqual(good.filter(isDate), good);
  assert.deepEqual(bad.filter(isDate), []);
});

test('what is no date is an error, not another day', () => {
  assert.throws(() => addDays('tomorrow', 1), RangeError);
  assert.throws(() => mondayOf('2026-11-3'), RangeError);
});

test('a week of marks runs from Monday morning to Sunday afternoon', () => {
  assert.equal(sessionIndex('2026-11-23', 'AM'), 0);
  assert.equal(sessionIndex('2026-11-29', 'PM'), 13);
  assert.deepEqual(sessionAt('2026-11-23', 9), { date: '2026-11-27', half: 'PM' });
});

test('a session is held when it is at or before the one given', () => {
  const through = { date: '2026-11-24', half: 'AM' as const };
  assert.equal(isHeld('2026-11-23', 'PM', through), true);
  assert.equal(isHeld('2026-11-24', 'AM', through), true);
  assert.equal(isHeld('2026-11-24', 'PM', through), false);
  assert.equal(isHeld('2026-11-25', 'AM', through), false);
});

test('property: day numbers and dates are each other’s reverse, and agree with the platform’s calendar', () => {
  fc.assert(
    fc.property(day, (number) => {
      assert.equal(dateOfDay(number), utcDate(number));
      assert.equal(dayNumber(dateOfDay(number)), number);
      assert.equal(dayOfWeek(dateOfDay(number)), new Date(number * DAY).getUTCDay() || 7);
    }),
  );
});

test('property: a session’s place in its week and the session at that place are each other’s reverse', () => {
  fc.assert(
    fc.property(day, half, (number, which) => {
      const date = dateOfDay(number);
      assert.deepEqual(sessionAt(mondayOf(date), sessionIndex(date, which)), { date, half: which });
    }),
  );
});

test('property: days added are days between', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: -5000, max: 5000 }),
      (number, days) => daysBetween(dateOfDay(number), addDays(dateOfDay(number), days)) === days,
    ),
  );
});
