import { type Counts, possible } from '../../domain/measures/counts.ts';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import type { Period } from '../selection/period.ts';
import type { SchoolFigures } from './figures.ts';
import type { AreaSchool } from './query.ts';

/** The Monday of a numbered week of an academic year. */
export const mondayOfNumber = ({ start }: AcademicYear, number: number): string => addDays(start, 7 * number);

/**
 * A school's weeks of the period that had been held to Friday afternoon when it was last collected, and had a possible session of the
 * selection: their numbers, rising.
 */
export function fullWeeks(
  school: Pick<AreaSchool, 'freshness'>,
  { weeks }: Pick<SchoolFigures, 'weeks'>,
  year: AcademicYear,
  period: Period,
): number[] {
  const run = school.freshness.lastSucceeded;
  if (!run?.heldDate || !run.heldHalf) return [];
  // In numbers of weeks: hundreds of schools have dozens of weeks each.
  const first = Math.ceil(daysBetween(year.start, period.from) / 7);
  const friday = (day: string) => Math.floor((daysBetween(year.start, day) - FRIDAY) / 7);
  const held = friday(run.heldHalf === 'PM' ? run.heldDate : addDays(run.heldDate, -1));
  const last = Math.min(friday(period.kind === 'year' ? year.end : period.to), held);
  const numbers: number[] = [];
  for (const [number, week] of weeks) if (number >= first && number <= last && possible(week) > 0) numbers.push(number);
  return numbers.sort((a, b) => a - b);
}

/** Days from a Monday. */
const FRIDAY = 4;

/** The number of the week in which a day lies. */
export const numberOfDay = ({ start }: AcademicYear, day: string): number => Math.floor(daysBetween(start, day) / 7);

/** Sessions of some weeks together; weeks without any count nothing. */
export function addWeeks(weeks: ReadonlyMap<number, Counts>, numbers: readonly number[]): Counts {
  const sum = { attended: 0, authorised: 0, unauthorised: 0 };
  for (const number of numbers) {
    const week = weeks.get(number);
    if (!week) continue;
    sum.attended += week.attended;
    sum.authorised += week.authorised;
    sum.unauthorised += week.unauthorised;
  }
  return sum;
}
