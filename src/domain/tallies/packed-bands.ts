import { BANDS } from '../measures/absence-bands.ts';

const FIRST = 'a'.charCodeAt(0);

/** Packs enrolments by absence band as a letter for each band, `a` the lowest to `k` the highest, and how many: `a201b40k3`. */
export function packBands(enrolments: ArrayLike<number>): string {
  let packed = '';
  for (let band = 0; band < enrolments.length; band++)
    if (enrolments[band]! > 0) packed += String.fromCharCode(FIRST + band) + enrolments[band];
  return packed;
}

/** The reverse of `packBands`. Several packed texts, one after the other, add up. */
export function unpackBands(packed: string): number[] {
  const enrolments = new Array<number>(BANDS.length).fill(0);
  for (const [, letter, count] of packed.matchAll(/([a-k])(\d+)/g))
    enrolments[letter!.charCodeAt(0) - FIRST]! += Number(count);
  return enrolments;
}

/** Packs the bands of single weeks of an academic year, in their order, as each week's number and its bands: `5 a201b40k3,6 a380`. */
export const packWeekBands = (
  weeks: readonly { readonly number: number; readonly bands: readonly number[] }[],
): string =>
  weeks
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, bands }) => ({ number, packed: packBands(bands) }))
    .filter(({ packed }) => packed !== '')
    .map(({ number, packed }) => `${number} ${packed}`)
    .join(',');
