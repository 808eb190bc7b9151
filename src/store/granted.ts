import { sql } from 'kysely';
import type { Granted } from '../domain/agreement/granted.ts';
import type { Handle } from './database.ts';

/** What a school has granted at its source, as it was read last; null when it was not. */
export async function readGranted(handle: Handle, urn: number): Promise<Granted | null> {
  const row = await handle.selectFrom('agreement').select('granted').where('school_urn', '=', urn).executeTakeFirst();
  return row?.granted ?? null;
}

/** Schools that have let us in at a source, of which what they have granted was not read since an instant. As the owner. */
export async function schoolsToAskGranted(
  handle: Handle,
  source: string,
  since: Date,
  most: number,
): Promise<{ urn: number; id: string }[]> {
  const { rows } = await sql<{ urn: number; id: string }>`
    SELECT school_urn AS urn, source_school_id AS id FROM agreement
    WHERE source = ${source} AND in_force AND source_says IN ('live', 'waiting-for-audit', 'offline') AND source_school_id IS NOT NULL
      AND (granted_at IS NULL OR granted_at < ${since}) ORDER BY granted_at NULLS FIRST, school_urn LIMIT ${most}`.execute(
    handle,
  );
  return rows;
}

/** As the owner. @param granted null when the source would not tell */
export async function writeGranted(handle: Handle, urn: number, granted: Granted | null, now: Date): Promise<void> {
  await handle
    .updateTable('agreement')
    .set({ granted: granted === null ? null : JSON.stringify(granted), granted_at: now })
    .where('school_urn', '=', urn)
    .execute();
}
