import { absent, type Counts, possible } from './counts.ts';

/** Persistently absent: 10% or more of the pupil's own possible sessions missed (since 2015/16; exact integers). */
export function isPersistent(counts: Counts): boolean {
  const base = possible(counts);
  return base > 0 && 10 * absent(counts) >= base;
}

/** Severely absent: 50% or more missed. Every severely absent pupil is persistently absent too. */
export function isSevere(counts: Counts): boolean {
  const base = possible(counts);
  return base > 0 && 2 * absent(counts) >= base;
}
