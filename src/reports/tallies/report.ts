import { type AcademicYear, academicYearOf } from '../../domain/sessions/academic-year.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import type { Database } from '../../store/database.ts';
import { readLatestWeek, readPhaseWeeks } from './query.ts';
import { type ShownWeek, withholdFew } from './withhold.ts';

/** All schools that share, together, in the academic year of the latest week. No school is in it, and no group of fewer than three. */
export interface TalliesFacts {
  readonly year: AcademicYear;
  readonly now: Date;
  /** In order; weeks without a possible session anywhere are not there. */
  readonly weeks: readonly ShownWeek[];
}

/** @param statistics the statistics login, which sees tallies and no pupil */
export async function readTallies(statistics: Database, now: Date): Promise<TalliesFacts> {
  const year = academicYearOf((await readLatestWeek(statistics)) ?? londonDate(now));
  const rows = await readPhaseWeeks(statistics, { from: year.start, to: year.end });
  return { year, now, weeks: withholdFew(rows) };
}
