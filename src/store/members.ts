import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { MemberTable } from './tables.ts';

export type Duty = MemberTable['duty'];

/** A person of an organisation, by the address with which they are to sign in. */
export interface Member {
  /** Such as `school:900001`. */
  readonly organisation: string;
  /** In lower case. */
  readonly email: string;
  readonly duty: Duty;
  /** Door and key of who signed in with the address first; null until someone has. */
  readonly person: string | null;
  readonly name: string | null;
  readonly addedAt: Date;
  /** Door and key, or `command line`. */
  readonly addedBy: string;
}

const COLUMNS = [
  'organisation',
  'email',
  'duty',
  'person',
  'name',
  'added_at as addedAt',
  'added_by as addedBy',
] as const;

/** The organisations that a person is bound to, in order of name. @param person door and key */
export async function readMemberships(
  handle: Handle,
  person: string,
): Promise<{ readonly organisation: string; readonly duty: Duty }[]> {
  return handle
    .selectFrom('member')
    .select(['organisation', 'duty'])
    .where('person', '=', person)
    .orderBy('organisation')
    .execute();
}

/** Everyone of an organisation, approvers first, in order of address. */
export async function readMembersOf(handle: Handle, organisation: string): Promise<Member[]> {
  return handle
    .selectFrom('member')
    .select(COLUMNS)
    .where('organisation', '=', organisation)
    .orderBy((by) => by.case().when('duty', 'in', ['approver', 'operator']).then(0).else(1).end())
    .orderBy('email')
    .execute();
}

/** How many people each organisation has, in order of its name in our tables. */
export async function countMembers(
  handle: Handle,
): Promise<{ readonly organisation: string; readonly members: number; readonly approvers: number }[]> {
  const { rows } = await sql<{ organisation: string; members: number; approvers: number }>`
    SELECT organisation, count(*)::integer AS members, (count(*) FILTER (WHERE duty IN ('approver', 'operator')))::integer AS approvers
    FROM member GROUP BY organisation ORDER BY organisation`.execute(handle);
  return rows;
}

/** Holds the list of an organisation's people until the transaction ends, so that two cannot each remove the other as the last. */
export async function lockMembers(handle: Handle, organisation: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`members of ${organisation}`}, 0))`.execute(handle);
}

export async function writeMember(handle: Handle, member: Member): Promise<void> {
  const { organisation, email, duty, person, name, addedAt, addedBy } = member;
  await handle
    .insertInto('member')
    .values({ organisation, email, duty, person, name, added_at: addedAt, added_by: addedBy })
    .execute();
}

/** @returns the row that was removed, null when there was none */
export async function deleteMember(handle: Handle, organisation: string, email: string): Promise<Member | null> {
  const row = await handle
    .deleteFrom('member')
    .where('organisation', '=', organisation)
    .where('email', '=', email)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ?? null;
}

/** Organisations that wait for someone to sign in with an address. @param email in lower case */
export async function readUnbound(handle: Handle, email: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('member')
    .select('organisation')
    .where('email', '=', email)
    .where('person', 'is', null)
    .execute();
  return rows.map(({ organisation }) => organisation);
}

/** Binds what waits for an address to a person; what is bound already stays with whom it is. @returns the organisations bound */
export async function bindMember(
  handle: Handle,
  email: string,
  organisations: readonly string[],
  { person, name }: { readonly person: string; readonly name: string },
): Promise<string[]> {
  if (organisations.length === 0) return [];
  const rows = await handle
    .updateTable('member')
    .set({ person, name })
    .where('email', '=', email)
    .where('organisation', 'in', organisations)
    .where('person', 'is', null)
    .returning('organisation')
    .execute();
  return rows.map(({ organisation }) => organisation).sort();
}

/** Whether anyone, signed in already or not, approves for an organisation. Under a viewer's login: of the one acted for. */
export async function hasApprover(handle: Handle, organisation: string): Promise<boolean> {
  const row = await handle
    .selectFrom('member')
    .select('email')
    .where('organisation', '=', organisation)
    .where('duty', '=', 'approver')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** An organisation of the lists of schools, trusts and authorities. */
export interface NamedOrganisation {
  readonly key: string;
  readonly kind: 'school' | 'multi-academy-trust' | 'single-academy-trust' | 'local-authority';
  readonly name: string;
}

/** The organisations of these names in our tables, by that name; those that no list has are left out. */
export async function readNamedOrganisations(
  handle: Handle,
  keys: readonly string[],
): Promise<ReadonlyMap<string, NamedOrganisation>> {
  const after = (prefix: string) => keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const urns = after('school:').filter((urn) => /^[1-9]\d{4,6}$/.test(urn));
  const { rows } = await sql<NamedOrganisation>`
    SELECT 'school:' || urn AS key, 'school' AS kind, name FROM school WHERE urn = ANY (${urns}::integer[])
    UNION ALL SELECT 'trust:' || trust_uid, kind || '-trust', name FROM trust WHERE trust_uid = ANY (${after('trust:')}::text[])
    UNION ALL SELECT 'authority:' || la_code, 'local-authority', name FROM local_authority WHERE la_code = ANY (${after('authority:')}::text[])`.execute(
    handle,
  );
  return new Map(rows.map((row) => [row.key, row]));
}
