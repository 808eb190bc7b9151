import type { Granted } from '../domain/agreement/granted.ts';
import type { Handle } from './database.ts';

/** What a school has granted at its source, as it was read last; null when it was not. */
export async function readGranted(handle: Handle, urn: number): Promise<Granted | null> {
  const row = await handle.selectFrom('agreement').select('granted').where('school_urn', '=', urn).executeTakeFirst();
  return row?.granted ?? null;
}

/** Keeps what a school has granted. As the owner. */
export async function writeGranted(handle: Handle, urn: number, granted: Granted | null): Promise<void> {
  await handle
    .updateTable('agreement')
    .set({ granted: granted && JSON.stringify(granted) })
    .where('school_urn', '=', urn)
    .execute();
}
