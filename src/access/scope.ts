import { type Database, withScope } from '../store/database.ts';
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
