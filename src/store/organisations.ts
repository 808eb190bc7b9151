import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** A school, trust or authority as the list has it on a day. */
export interface ListedOrganisation {
  readonly name: string;
  readonly closed: boolean;
  /** YYYY-MM-DD; null while open, and when the day is not known. */
  readonly closedOn: string | null;
}

/** The list's word on a school on a day; null when it is not in it. */
export async function readListedSchool(handle: Handle, urn: number, day: string): Promise<ListedOrganisation | null> {
  const { rows } = await sql<ListedOrganisation>`
    SELECT name, coalesce(status_code = '2' OR close_date <= ${day}::date, false) AS closed, close_date AS "closedOn" FROM school WHERE urn = ${urn}`.execute(
    handle,
  );
  return rows[0] ?? null;
}

export async function readListedTrust(handle: Handle, uid: string, day: string): Promise<ListedOrganisation | null> {
  const { rows } = await sql<ListedOrganisation>`
    SELECT name, coalesce(close_date <= ${day}::date, false) OR status = 'Closed' AS closed, close_date AS "closedOn" FROM trust WHERE trust_uid = ${uid}`.execute(
    handle,
  );
  return rows[0] ?? null;
}

export async function readListedAuthority(
  handle: Handle,
  laCode: string,
  day: string,
): Promise<ListedOrganisation | null> {
  const { rows } = await sql<ListedOrganisation>`
    SELECT name, coalesce(valid_to < ${day}::date, false) AS closed, valid_to AS "closedOn" FROM local_authority WHERE la_code = ${laCode}`.execute(
    handle,
  );
  return rows[0] ?? null;
}

/**
 * Those of the URNs that share on a day: open, and their agreement in force. Under a viewer's login only those in its scope are
 * seen, so the caller's transaction must have all of them in it.
 */
export async function readSharing(handle: Handle, urns: readonly number[], day: string): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`
    SELECT school.urn FROM school JOIN scope_agreement AS agreement ON agreement.school_urn = school.urn AND agreement.in_force
    WHERE school.urn = ANY (${[...urns]}::integer[]) AND school.status_code IS DISTINCT FROM '2'
      AND (school.close_date IS NULL OR school.close_date > ${day}::date) ORDER BY school.urn`.execute(handle);
  return rows.map(({ urn }) => urn);
}
