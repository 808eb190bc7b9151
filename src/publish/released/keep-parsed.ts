import { LRUCache } from 'lru-cache';

/** What a parsed thing takes besides its columns. */
const OVERHEAD = 100_000;

/**
 * Keeps what was parsed and used last, by what its bytes are: it is read once, also when many ask for it at the same time.
 * @returns reads by a key, unless it is kept
 */
export function keepParsed<Parsed extends { readonly bytes: number }>(
  mostBytes: number,
): (key: string, read: () => Promise<Parsed>) => Promise<Parsed> {
  const kept = new LRUCache<string, Parsed>({ maxSize: mostBytes, sizeCalculation: ({ bytes }) => bytes + OVERHEAD });
  const reading = new Map<string, Promise<Parsed>>();
  return async (key, read) => {
    const there = kept.get(key) ?? reading.get(key);
    if (there) return there;
    const promise = read().finally(() => reading.delete(key));
    reading.set(key, promise);
    const parsed = await promise;
    kept.set(key, parsed);
    return parsed;
  };
}
