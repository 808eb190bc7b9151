import type { Weight } from './comparison-group.ts';

/** A sum over fewer schools than this could be told by one of them, or by whoever knows one. */
export const FEWEST_APART = 3;

/**
 * Whether some sum or difference of the groups, with whatever weights, would be about fewer than three schools, or about a set of which one
 * school has more than half. Exact: a set of schools can be told from the groups' sums just when their equations have, without that set,
 * a lower rank.
 * @param weights cells that are in the same groups may stand in it more than once
 * @param groups bits of the groups that would be shown together
 */
export function tellsFew(weights: readonly Weight[], groups: number): boolean {
  const cells = merge(weights, groups);
  const few = cells.filter(({ count }) => count < FEWEST_APART);
  const sets = few.flatMap((cell, index) => [
    [cell],
    ...few.slice(index + 1).flatMap((other) => (cell.count + other.count < FEWEST_APART ? [[cell, other]] : [])),
  ]);
  const rank = rankOf(cells.map(({ mask }) => mask));
  return sets.some((set) => rankOf(cells.flatMap((cell) => (set.includes(cell) ? [] : [cell.mask]))) < rank);
}

interface Merged {
  readonly mask: number;
  /** Schools; 1 where one of them has more than half, since the sum is then about that school. */
  readonly count: number;
}

function merge(weights: readonly Weight[], groups: number): Merged[] {
  const cells = Map.groupBy(weights, (cell) => cell.groups & groups);
  cells.delete(0);
  return [...cells].map(([mask, same]) => ({ mask, count: weigh(same) }));
}

/** Schools of several cells together; 1 where one of them has more than half. */
function weigh(cells: readonly Weight[]): number {
  const { schools, dominated } = addWeights(cells);
  return dominated ? 1 : schools;
}

export function addWeights(cells: readonly Weight[]): { schools: number; dominated: boolean } {
  const total = cells.reduce((sum, cell) => sum + cell.total, 0);
  const largest = cells.reduce((most, cell) => Math.max(most, cell.largest), 0);
  return { schools: cells.reduce((sum, cell) => sum + cell.schools, 0), dominated: 2 * largest > total };
}

/** Rank of the rows whose ones are the bits. Few columns of noughts and ones: floating point is exact enough. */
function rankOf(masks: readonly number[]): number {
  const width = 32 - Math.clz32(masks.reduce((all, mask) => all | mask, 0));
  const rows = masks.map((mask) => Array.from({ length: width }, (_, bit) => (mask >> bit) & 1));
  let rank = 0;
  for (let column = 0; column < width; column++) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    const lead = rows[rank]!;
    for (const row of rows.slice(rank + 1)) {
      const factor = row[column]! / lead[column]!;
      if (factor !== 0) for (let at = column; at < width; at++) row[at]! -= factor * lead[at]!;
    }
    rank++;
  }
  return rank;
}
