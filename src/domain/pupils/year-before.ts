import { academicYear, academicYearOf } from '../sessions/academic-year.ts';
import { NC_YEARS } from './nc-year.ts';

/**
 * The NC year that a pupil was in, some academic years ago; null when that was before reception (nursery, which is not
 * collected). Where the curriculum is not followed (`X`) it was not then either.
 */
export function yearBefore(ncYear: string, years: number): string | null {
  if (ncYear === 'X' || years <= 0) return ncYear;
  const index = NC_YEARS.indexOf(ncYear);
  return index < 0 ? ncYear : (NC_YEARS[index - years] ?? null);
}

/**
 * First day from which a pupil of this NC year has been in reception or above: marks before it are nursery marks. Sources give
 * the present year only, and a first load in September reaches back into the year before.
 * @returns null when there is no such day that matters
 */
export function collectedFrom(ncYear: string, today: string): string | null {
  const index = NC_YEARS.indexOf(ncYear);
  if (index < 0 || ncYear === 'X') return null;
  return academicYear(academicYearOf(today).startYear - index).start;
}
