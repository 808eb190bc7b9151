import type { Characteristics } from '../pupils/characteristics.ts';
import { isStatistical } from '../pupils/nc-year.ts';
import { placeOf } from '../register/school-year.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { addDays, dayOfWeek } from '../sessions/dates.ts';

/** First days of the Department's daily series: the Monday of the first full week of each year (pupil attendance in schools). */
const SERIES_STARTS: Readonly<Record<number, string>> = {
  2022: '2022-09-12',
  2023: '2023-09-11',
  2024: '2024-09-09',
  2025: '2025-09-08',
};

/**
 * The first day of an academic year that the Department's published figures count. Years without a published day take the first
 * Monday on or after 7 September, the pattern of the years before: our reading, to be replaced when the day is published.
 */
export function seriesStart({ startYear }: AcademicYear): string {
  const published = SERIES_STARTS[startYear];
  if (published !== undefined) return published;
  const seventh = `${startYear}-09-07`;
  return addDays(seventh, (8 - dayOfWeek(seventh)) % 7);
}

/** The day from which year 11 is left out: the second half of the summer term begins with the spring bank holiday, the last Monday of May. */
export function yearElevenEnds({ startYear }: AcademicYear): string {
  const last = `${startYear + 1}-05-31`;
  return addDays(last, 1 - dayOfWeek(last));
}

/**
 * What the Department's published figures count of a school: pupils aged 5 to 15 (here NC years 1 to 11 and X), from the first
 * full week, without those at the end of compulsory schooling (here year 11) in the second half of the summer term
 * (pupil attendance in schools, methodology; pupil absence statistics, methodology).
 */
export function publishedRules(year: AcademicYear) {
  const cut = placeOf(year, yearElevenEnds(year), 'AM');
  return {
    from: placeOf(year, seriesStart(year), 'AM'),
    includes: (profile: Characteristics): boolean => isStatistical(profile.ncYear),
    leftOutFrom: (profile: Characteristics): number | null => (profile.ncYear === '11' ? cut : null),
  };
}
