/** Numbers from one to another, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Takes numbers out of ranges.
 * @param ranges in order, apart from each other
 * @param numbers in order; a number is taken once
 * @returns what is left of the ranges, and for each number whether it was in them
 */
export function takeFromRanges(
  ranges: readonly NumberRange[],
  numbers: readonly number[],
): { rest: NumberRange[]; taken: boolean[] } {
  const rest: NumberRange[] = [];
  let at = 0;
  let open = ranges[0] ?? null;
  const close = () => {
    if (open && open.from <= open.to) rest.push(open);
    open = ranges[++at] ?? null;
  };
  const taken = numbers.map((number) => {
    while (open && open.to < number) close();
    if (!open || number < open.from) return false;
    if (open.from < number) rest.push({ from: open.from, to: number - 1 });
    open = { from: number + 1, to: open.to };
    return true;
  });
  while (open) close();
  return { rest, taken };
}
