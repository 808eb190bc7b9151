import { absent, type Counts, possible } from './counts.ts';

/** The eleven bands of the census absence statistics and of the absence bandings report: five points wide, the last from 50%. */
export const BANDS: readonly { band: number; from: number; to: number; label: string }[] = Array.from(
  { length: 11 },
  (_, band) => {
    const from = band * 5;
    if (band === 10) return { band, from, to: 100, label: '50% or more' };
    return { band, from, to: from + 5, label: band === 0 ? 'Less than 5%' : `${from}% to less than ${from + 5}%` };
  },
);

/** The band of a pupil's own absence, 0 to 10: [0,5) … [45,50), [50,100]; null without a possible session. */
export function absenceBand(counts: Counts): number | null {
  const base = possible(counts);
  return base === 0 ? null : bandOf(absent(counts), base);
}

/** The band of so many sessions missed of those possible, of which there is at least one. */
export const bandOf = (missed: number, base: number): number =>
  // Exact: a quotient of whole numbers below 2^53 ÷ 20 never rounds up to the next whole number.
  Math.min(10, Math.floor((20 * missed) / base));
