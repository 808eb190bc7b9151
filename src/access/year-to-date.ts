import { type YearToDate, yearToDateUrns } from '../schools/year-to-date-urns.ts';
import { type Database, type Handle, type Scope, withScope } from '../store/database.ts';
import { readPredecessors } from '../store/school-lookups.ts';

export type { YearToDate };

/**
 * Under which URNs a school's year to date may be read by someone who sees the school. A predecessor's pages stay closed to
 * them: its URN is no part of their scope, and is read for the sums of the year only, with the rights that the scope has.
 * @param database the viewer's login
 * @param scope without the school in it nothing is joined
 * @param academicYearStart YYYY-MM-DD
 */
export async function findYearToDate(
  database: Database,
  scope: Scope,
  urn: number,
  academicYearStart: string,
): Promise<YearToDate> {
  if (!scope.urns.some((each) => each === urn)) return { urns: [urn], because: null };
  const before = await withScope(database, { ...scope, urns: [urn] }, (transaction) => findAllBefore(transaction, urn));
  if (before.length === 0) return { urns: [urn], because: null };
  // The agreements of both are asked for, which only a scope with both shows.
  return withScope(database, { ...scope, urns: [urn, ...before] }, (transaction) =>
    yearToDateUrns(transaction, urn, academicYearStart),
  );
}

/** Schools that came before, and before those, whenever that was. */
async function findAllBefore(handle: Handle, urn: number): Promise<number[]> {
  const found = [urn];
  for (const each of found)
    for (const predecessor of await readPredecessors(handle, each))
      if (!found.includes(predecessor.urn)) found.push(predecessor.urn);
  return found.slice(1);
}
