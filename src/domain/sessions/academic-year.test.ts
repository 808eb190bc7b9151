import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { academicYear, academicYearOf } from './academic-year.ts';
import { addDays, dateOfDay, dayNumber, dayOfWeek, daysBetween, mondayOf } from './dates.ts';

const YEARS = Array.from({ length: 26 }, (_, index) => academicYear(2015 + index));

test('an academic year runs from the first Monday on or after 1 August', () => {
  assert.deepEqual(academicYear(2026), {
    start: '2026-08-03',
    end: '2027-08-01',
    startYear: 2026,
    label: '2026/27',
    code: '202627',
  });
  assert.equal(academicYear(2022).start, '2022-08-01');
  assert.equal(academicYear(2099).label, '2099/00');
});

test('the first days of August can belong to the year before', () => {
  assert.equal(academicYearOf('2026-08-02').startYear, 2025);
  assert.equal(academicYearOf('2026-08-03').startYear, 2026);
  assert.equal(academicYearOf('2027-01-01').startYear, 2026);
});

test('years follow one another without gap or overlap, in whole weeks of Monday to Sunday', () => {
  assert.deepEqual(
    YEARS.slice(1).map(({ start }) => start),
    YEARS.slice(0, -1).map(({ end }) => addDays(end, 1)),
  );
  assert.deepEqual(new Set(YEARS.map(({ start }) => dayOfWeek(start))), new Set([1]));
  assert.deepEqual(new Set(YEARS.map(({ start, end }) => daysBetween(start, end) + 1)), new Set([364, 371]));
  assert.deepEqual(
    YEARS.filter(({ start, startYear }) => start < `${startYear}-08-01` || start > `${startYear}-08-07`),
    [],
  );
});

test('property: every day of 2015 to 2040 belongs to exactly one year, the same as its whole week', () => {
  const first = dayNumber(YEARS[0]!.start);
  const last = dayNumber(YEARS.at(-1)!.end);
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (number) => {
      const date = dateOfDay(number);
      const year = academicYearOf(date);
      assert.deepEqual(
        YEARS.filter(({ start, end }) => start <= date && date <= end),
        [year],
      );
      assert.deepEqual(academicYearOf(mondayOf(date)), year);
      assert.deepEqual(academicYearOf(addDays(mondayOf(date), 6)), year);
    }),
    { numRuns: 1000 },
  );
});
