import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Characteristics } from '../pupils/characteristics.ts';
import { sessionOf } from '../register/school-year.ts';
import { academicYear } from '../sessions/academic-year.ts';
import { publishedRules, seriesStart } from './published-definition.ts';

const ofYear = (ncYear: string) => ({ ncYear }) as Characteristics;

test('the series begins with its first full week; a year whose day is not published follows the pattern', () => {
  assert.deepEqual(
    [2022, 2023, 2024, 2025, 2026, 2027].map((year) => seriesStart(academicYear(year))),
    ['2022-09-12', '2023-09-11', '2024-09-09', '2025-09-08', '2026-09-07', '2027-09-13'],
  );
});

test('year 11 is left out from the spring bank holiday on, and years outside 1 to 11 are not counted', () => {
  const year = academicYear(2026);
  const { includes, leftOutFrom } = publishedRules(year);
  assert.deepEqual(sessionOf(year, leftOutFrom(ofYear('11'))!), { date: '2027-05-31', half: 'AM' });
  assert.equal(leftOutFrom(ofYear('10')), null);
  assert.deepEqual(
    ['R', '1', '11', '12', 'X'].map((each) => includes(ofYear(each))),
    [false, true, true, false, true],
  );
});
