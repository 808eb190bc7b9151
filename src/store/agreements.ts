import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { AgreementState } from './tables.ts';

export interface Agreement {
  readonly urn: number;
  readonly state: AgreementState;
  readonly sourceSchoolId: string | null;
  readonly sourceHost: string | null;
  readonly mis: string | null;
}

/** Sets what sources say of schools' agreement now. A state's time of change moves only when the state does. */
export async function writeAgreements(
  handle: Handle,
  source: string,
  agreements: readonly Agreement[],
  now: Date,
): Promise<void> {
  if (agreements.length === 0) return;
  await sql`
    INSERT INTO agreement (school_urn, state, source, source_school_id, source_host, mis, changed_at, checked_at)
    SELECT urn, state, ${source}, source_school_id, source_host, mis, ${now}::timestamptz, ${now}::timestamptz FROM unnest(
      ${agreements.map(({ urn }) => urn)}::integer[], ${agreements.map(({ state }) => state)}::text[], ${agreements.map(({ sourceSchoolId }) => sourceSchoolId)}::text[],
      ${agreements.map(({ sourceHost }) => sourceHost)}::text[], ${agreements.map(({ mis }) => mis)}::text[]) AS given (urn, state, source_school_id, source_host, mis)
    ON CONFLICT (school_urn) DO UPDATE SET state = excluded.state, source = excluded.source, source_school_id = excluded.source_school_id,
      source_host = excluded.source_host, mis = excluded.mis, checked_at = excluded.checked_at,
      changed_at = CASE WHEN agreement.state = excluded.state THEN agreement.changed_at ELSE excluded.changed_at END`.execute(
    handle,
  );
}

export async function readAgreement(handle: Handle, urn: number): Promise<Agreement | null> {
  const row = await handle.selectFrom('agreement').selectAll().where('school_urn', '=', urn).executeTakeFirst();
  return row
    ? { urn, state: row.state, sourceSchoolId: row.source_school_id, sourceHost: row.source_host, mis: row.mis }
    : null;
}

/** The state of every school's agreement. */
export async function readAgreementStates(handle: Handle): Promise<Map<number, AgreementState>> {
  const rows = await handle.selectFrom('agreement').select(['school_urn', 'state']).execute();
  return new Map(rows.map(({ school_urn, state }) => [school_urn, state]));
}

/** Schools that share now, in order of URN. */
export async function agreedSchools(handle: Handle): Promise<Agreement[]> {
  const rows = await handle
    .selectFrom('agreement')
    .selectAll()
    .where('state', '=', 'agreed')
    .orderBy('school_urn')
    .execute();
  return rows.map((row) => ({
    urn: row.school_urn,
    state: row.state,
    sourceSchoolId: row.source_school_id,
    sourceHost: row.source_host,
    mis: row.mis,
  }));
}

/** Whether the school still agrees; held until the transaction ends, so that opting out waits for it and nothing is recorded after. */
export async function holdAgreement(handle: Handle, urn: number): Promise<boolean> {
  const { rows } = await sql<{
    state: string;
  }>`SELECT state FROM agreement WHERE school_urn = ${urn} FOR SHARE`.execute(handle);
  return rows[0]?.state === 'agreed';
}

/** Schools of a source that are in none of its lists any more no longer share. @returns how many that changed */
export async function revokeOthers(
  handle: Handle,
  source: string,
  urns: readonly number[],
  now: Date,
): Promise<number> {
  const { rows } = await sql`
    UPDATE agreement SET state = 'revoked', changed_at = ${now}, checked_at = ${now}
    WHERE source = ${source} AND state <> 'revoked' AND school_urn <> ALL (${[...urns]}::integer[]) RETURNING 1`.execute(
    handle,
  );
  return rows.length;
}
