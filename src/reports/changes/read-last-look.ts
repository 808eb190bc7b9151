import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';

/**
 * When somebody last looked at the reports of a school, before a time; null when there is no such look on record.
 * @param handle with a scope of that person: row-level security gives nobody else's looks of other organisations
 */
export async function readLastLook(
  handle: Handle,
  { urn, person, before }: { readonly urn: number; readonly person: string; readonly before: Date },
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    SELECT at FROM audit_event
    WHERE school_urn = ${urn} AND person = ${person} AND outcome = 'done' AND at < ${before}
      AND what IN ('report-view', 'list-view', 'pupil-view')
    ORDER BY event_id DESC LIMIT 1`.execute(handle);
  return rows[0]?.at ?? null;
}
