import { type YearToDate, yearToDateUrns } from '../schools/year-to-date-urns.ts';
import { type Database, type Handle, withScope } from '../store/database.ts';
import { readPredecessors } from '../store/school-lookups.ts';
import type { Organisation } from './organisation.ts';
import type { Person } from './sign-in.ts';
import type { Standing, Viewer } from './viewer.ts';

/**
 * The viewer that a signed-in person is at this moment: the scope is the person's own school while that school is in the
 * list and has agreed to share, else empty with the reason. Asked at every request, so an opt out takes effect at once.
 * @param database the viewer's login
 */
export async function findViewer(database: Database, person: Person): Promise<Viewer> {
  const { subject, name, email, organisation } = person;
  const school = organisation?.kind === 'school' ? organisation : null;
  const known = school && (await findSchool(database, school.urn));
  const standing = judge(organisation, known);
  return {
    subject,
    name,
    email,
    // The list's name of the school, when it is in the list: the same as on every page.
    organisation: school && { ...school, name: known?.name ?? school.name },
    scope: school && standing.reason === 'sees-school' ? [school.urn] : [],
    standing,
  };
}

export type { YearToDate };

/**
 * Under which URNs a school's year to date may be read by someone who sees the school. A predecessor's pages stay closed to
 * them: its URN is no part of their scope, and is read for the sums of the year only.
 * @param database the viewer's login
 * @param scope without the school in it nothing is joined
 * @param academicYearStart YYYY-MM-DD
 */
export async function findYearToDate(
  database: Database,
  scope: readonly number[],
  urn: number,
  academicYearStart: string,
): Promise<YearToDate> {
  if (!scope.includes(urn)) return { urns: [urn], because: null };
  const before = await withScope(database, [urn], (transaction) => findAllBefore(transaction, urn));
  if (before.length === 0) return { urns: [urn], because: null };
  // The agreements of both are asked for, which only a scope with both shows.
  return withScope(database, [urn, ...before], (transaction) => yearToDateUrns(transaction, urn, academicYearStart));
}

/** Schools that came before, and before those, whenever that was. */
async function findAllBefore(handle: Handle, urn: number): Promise<number[]> {
  const found = [urn];
  for (const each of found)
    for (const predecessor of await readPredecessors(handle, each))
      if (!found.includes(predecessor.urn)) found.push(predecessor.urn);
  return found.slice(1);
}

interface KnownSchool {
  readonly name: string;
  readonly state: string | null;
}

async function findSchool(database: Database, urn: number): Promise<KnownSchool | null> {
  const found = await withScope(database, [urn], (transaction) =>
    transaction
      .selectFrom('school')
      .leftJoin('agreement', 'agreement.school_urn', 'school.urn')
      .select(['school.name', 'agreement.state'])
      .where('school.urn', '=', urn)
      .executeTakeFirst(),
  );
  return found ?? null;
}

function judge(organisation: Organisation | null, known: KnownSchool | null): Standing {
  if (organisation === null) return { reason: 'no-organisation' };
  if (organisation.kind !== 'school') return { reason: 'not-a-school', organisation: organisation.name };
  if (known === null) return { reason: 'school-unknown', organisation: organisation.name };
  return known.state === 'agreed' ? { reason: 'sees-school' } : { reason: 'not-agreed', organisation: known.name };
}
