import type { Handle } from './database.ts';

/** When the last collection of a school that succeeded began; null without one, or where the viewer does not see the school. */
export async function readLastCollection(handle: Handle, urn: number): Promise<Date | null> {
  const row = await handle
    .selectFrom('collection_run')
    .select('started_at')
    .where('school_urn', '=', urn)
    .where('outcome', '=', 'succeeded')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.started_at ?? null;
}
