import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Handle } from './database.ts';

/** Pupils whose rows are kept, and how long: a person who opens one page most often opens the next within minutes. */
const MOST_PUPILS = 100_000;
const LONGEST = 10 * 60_000;

const kept = new LRUCache<string, { readonly value: unknown }>({
  maxSize: MOST_PUPILS,
  ttl: LONGEST,
  // What nobody asks for again leaves the memory too, as it must when a school's data were deleted.
  ttlAutopurge: true,
});

/**
 * Reads something of a school's register, or gives what was read before while the register still has that version. The version is a row
 * that is seen like the register's own: whoever may not see the school gets nothing from here (docs/decisions/0013).
 * @param what which part, of which year: one name for one question
 * @param read asks the database; what it gives is shared and must not be changed
 * @param sizeOf how many pupils it holds
 */
export async function readKept<T>(
  handle: Handle,
  urn: number,
  what: string,
  read: () => Promise<T>,
  sizeOf: (value: T) => number,
): Promise<T> {
  const { rows } = await sql<{ version: string }>`
    SELECT concat_ws(' ', version, current_user, current_setting('rollcall.sensitive', true)) AS version
    FROM register_version WHERE school_urn = ${urn}`.execute(handle);
  if (!rows[0]) return read();
  const key = `${rows[0].version} ${what}`;
  const known = kept.get(key);
  if (known) return known.value as T;
  const value = await read();
  kept.set(key, { value }, { size: Math.max(1, sizeOf(value)) });
  return value;
}
