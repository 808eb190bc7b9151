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
  const version = (await readVersions(handle, [urn])).get(urn);
  if (version === undefined) return read();
  const known = kept.get(`${version} ${what}`);
  if (known) return known.value as T;
  const value = await read();
  keep(version, what, value, sizeOf(value));
  return value;
}

/**
 * The same for many schools at once: only those whose register has changed, or was never asked, are read.
 * @param read gives the values of these schools; a school without one gets `none`
 */
export async function readKeptEach<T>(
  handle: Handle,
  urns: readonly number[],
  what: string,
  read: (urns: readonly number[]) => Promise<ReadonlyMap<number, T>>,
  none: T,
): Promise<Map<number, T>> {
  const versions = await readVersions(handle, urns);
  const values = new Map<number, T>();
  for (const urn of urns) {
    const known = kept.get(`${versions.get(urn)} ${what}`);
    if (known) values.set(urn, known.value as T);
  }
  const others = urns.filter((urn) => !values.has(urn));
  if (others.length === 0) return values;
  const fresh = await read(others);
  for (const urn of others) {
    const value = fresh.get(urn) ?? none;
    values.set(urn, value);
    const version = versions.get(urn);
    if (version !== undefined) keep(version, what, value, 1);
  }
  return values;
}

function keep(version: string, what: string, value: unknown, pupils: number): void {
  kept.set(`${version} ${what}`, { value }, { size: Math.max(1, pupils) });
}

/** Told apart by login and by the right to sensitive items, as the database has them. Schools that are not seen are left out. */
async function readVersions(handle: Handle, urns: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ urn: number; version: string }>`
    SELECT school_urn AS urn, concat_ws(' ', version, current_user, current_setting('rollcall.sensitive', true)) AS version
    FROM register_version WHERE school_urn = ANY (${[...urns]}::integer[])`.execute(handle);
  return new Map(rows.map(({ urn, version }) => [urn, version]));
}
