import { type Cell, countCell, noneCell, rateCell } from '../report-view.ts';

/**
 * A group of fewer pupils than this is not told apart in a document that leaves the school, nor the pupils outside a group when
 * there are so few of them.
 */
export const FEWEST = 10;

/** What stands in a cell instead. */
export const TOO_FEW = 'too few to show';

export const isTooFew = (pupils: number): boolean => pupils > 0 && pupils < FEWEST;

/** How many pupils of how many, unless either those pupils or the others are too few to be told apart. */
export const isHidden = (count: number, pupils: number): boolean => isTooFew(count) || isTooFew(pupils - count);

/** A share of pupils as a cell. */
export const pupilsCell = (count: number, pupils: number): Cell =>
  isTooFew(pupils) || isHidden(count, pupils) ? noneCell(TOO_FEW) : rateCell(count, pupils);

/** A number of pupils as a cell. */
export const countOrNone = (pupils: number): Cell => (isTooFew(pupils) ? noneCell(TOO_FEW) : countCell(pupils));

/**
 * What may be told apart when parts of a whole are shown beside it: those with enough pupils; and if what is left out had, all
 * together, too few pupils, it could be found by taking the others from the whole, so the smallest of the others is left out too.
 * @param together how many pupils some parts have, where a pupil may be in several
 */
export function tellApart<Part extends { readonly pupils: number }>(
  parts: readonly Part[],
  together: (parts: readonly Part[]) => number = (some) => some.reduce((sum, { pupils }) => sum + pupils, 0),
): readonly Part[] {
  const rising = parts.filter(({ pupils }) => pupils > 0).sort((a, b) => a.pupils - b.pupils);
  let left = 0;
  while (left < rising.length && (isTooFew(rising[left]!.pupils) || isTooFew(together(rising.slice(0, left))))) left++;
  const shown = new Set(rising.slice(left));
  return parts.filter((part) => shown.has(part));
}
