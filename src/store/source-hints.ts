import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** As many as may wait: more of them say nothing more, since everything is asked anew in a while. */
const MOST = 1000;

/**
 * Notes that a source has said something about a school of its own, to be asked about soon. Anyone can say so: nothing is believed.
 * Works under the viewer's login, which may not read what waits.
 */
export async function addHint(handle: Handle, source: string, sourceSchoolId: string, now: Date): Promise<void> {
  await handle
    .insertInto('source_hint')
    .values({ source, source_school_id: sourceSchoolId, received_at: now })
    .execute();
}

/** Takes the schools that wait to be asked about, each once, and forgets why. As the owner. */
export async function takeHints(handle: Handle, source: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH taken AS (DELETE FROM source_hint WHERE source = ${source} RETURNING source_school_id, hint_id)
    SELECT source_school_id AS id FROM taken GROUP BY 1 ORDER BY min(hint_id) LIMIT ${MOST}`.execute(handle);
  return rows.map(({ id }) => id);
}
