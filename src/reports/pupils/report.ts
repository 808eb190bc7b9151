import { findYearToDate } from '../../access/year-to-date.ts';
import { type AcademicYear, academicYearOf } from '../../domain/sessions/academic-year.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import { type FreshnessFacts, readFreshness, readSchool, type SchoolFacts } from '../freshness/query.ts';
import { type Range, readDays, readLatestDay } from '../school-overview/query.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { type PupilRow, readPupilRows } from './query.ts';

/** A school's pupils with their sessions of the year to date. */
export interface PupilsFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  readonly year: AcademicYear;
  /** First and last day with a possible session; null before the first. */
  readonly taught: Range | null;
  readonly pupils: readonly PupilRow[];
  /** Under which marks of the year lie: the school's own, shown here, and those of predecessors. */
  readonly urns: readonly number[];
}

/** Reads a school's pupils within the viewer's scope. Null when the school is not in the scope, or not in the list of schools. */
export async function readPupilList(
  database: Database,
  scope: Scope,
  urn: number,
  now: Date,
): Promise<PupilsFacts | null> {
  if (!scope.urns.includes(urn)) return null;
  const own = scopeOfSchool(scope, urn);
  const facts = await withScope(database, own, async (transaction) => {
    const school = await readSchool(transaction, urn);
    if (!school) return null;
    const freshness = await readFreshness(transaction, urn);
    const year = academicYearOf((await readLatestDay(transaction, [urn])) ?? londonDate(now));
    const taught = await readDays(transaction, [urn], null, { from: year.start, to: year.end });
    return { school, freshness, now, year, taught, pupils: await readPupilRows(transaction, urn, year.startYear) };
  });
  return facts && { ...facts, urns: (await findYearToDate(database, own, urn, facts.year.start)).urns };
}
