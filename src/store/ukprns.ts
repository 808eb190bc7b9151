import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** The organisation that a UKPRN stands for, as the operator's table says. */
export interface UkprnOrganisation {
  readonly ukprn: string;
  /** Such as `authority:301`. */
  readonly organisation: string;
  readonly addedAt: Date;
  /** Door and key. */
  readonly addedBy: string;
}

/** Eight digits that start with 1: the form of a UKPRN. */
export const isUkprn = (text: string): boolean => /^1\d{7}$/.test(text);

/**
 * The name in our tables of the organisation that has a UKPRN: what the operator's table says; else the one open school or
 * trust of the list (GIAS; it has no UKPRN of a local authority). Null when there is none, or when several have it.
 */
export async function organisationsOfUkprn(handle: Handle, ukprn: string): Promise<string | null> {
  if (!isUkprn(ukprn)) return null;
  const { rows } = await sql<{ organisation: string }>`
    WITH told AS (SELECT organisation::text FROM ukprn_organisation WHERE ukprn = ${ukprn})
    SELECT organisation FROM told
    UNION ALL SELECT 'school:' || urn FROM school
      WHERE ukprn = ${ukprn} AND status_code IS DISTINCT FROM '2' AND NOT EXISTS (SELECT FROM told)
    UNION ALL SELECT 'trust:' || trust_uid FROM trust
      WHERE ukprn = ${ukprn} AND status <> 'Closed' AND NOT EXISTS (SELECT FROM told)
    LIMIT 2`.execute(handle);
  return rows.length === 1 ? rows[0]!.organisation : null;
}

/** The operator's table, in order of UKPRN. */
export async function readUkprns(handle: Handle): Promise<UkprnOrganisation[]> {
  return handle
    .selectFrom('ukprn_organisation')
    .select(['ukprn', 'organisation', 'added_at as addedAt', 'added_by as addedBy'])
    .orderBy('ukprn')
    .execute();
}

/** What a UKPRN stands for by the table, null when it is not in it; held until the transaction ends, so that two cannot change it at once. */
export async function holdUkprn(handle: Handle, ukprn: string): Promise<string | null> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`UKPRN ${ukprn}`}, 0))`.execute(handle);
  const row = await handle
    .selectFrom('ukprn_organisation')
    .select('organisation')
    .where('ukprn', '=', ukprn)
    .executeTakeFirst();
  return row?.organisation ?? null;
}

/** Adds a UKPRN that is not in the table. */
export async function insertUkprn(handle: Handle, row: UkprnOrganisation): Promise<void> {
  const { ukprn, organisation, addedAt, addedBy } = row;
  await handle
    .insertInto('ukprn_organisation')
    .values({ ukprn, organisation, added_at: addedAt, added_by: addedBy })
    .execute();
}

/** Removes a UKPRN from the table, if it is in it. */
export async function deleteUkprn(handle: Handle, ukprn: string): Promise<void> {
  await handle.deleteFrom('ukprn_organisation').where('ukprn', '=', ukprn).execute();
}
