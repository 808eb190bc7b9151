/** Tiles on a grid: for each its cell, its group, and what each cell would cost it. */
export interface Tiles {
  readonly cells: readonly number[];
  readonly groups: readonly string[];
  readonly costs: readonly Float64Array[];
  /** Cells of the grid in a row. */
  readonly width: number;
}

/** A part more than one costs as much as moving a tile a thousand kilometres. */
const PART_COST = 1e6;

/**
 * Moves tiles, or changes two of them, until no such change makes fewer parts of groups at a lower cost: a group is in one part when all of its
 * tiles hang together by their sides. The first of the best changes is made each time.
 * @returns the cells
 */
export function keepTogether({ cells: start, groups, costs, width }: Tiles): number[] {
  const cells = [...start];
  const tileAt = new Map(cells.map((cell, tile) => [cell, tile]));
  const partsOf = (names: Iterable<string>) =>
    [...names].reduce(
      (sum, name) =>
        sum +
        countParts(
          cells.filter((_cell, tile) => groups[tile] === name),
          width,
        ),
      0,
    );
  const isBroken = (tile: number | undefined) => tile !== undefined && partsOf([groups[tile]!]) > 1;
  const move = (tile: number, to: number, other: number | undefined, from: number) => {
    cells[tile] = to;
    if (other !== undefined) cells[other] = from;
  };
  for (;;) {
    let best = { gain: 0, tile: -1, to: -1 };
    const broken = cells.map((_cell, tile) => isBroken(tile));
    if (!broken.includes(true)) return cells;
    for (const [tile, from] of [...cells].entries())
      for (let to = 0; to < costs[tile]!.length; to++) {
        const other = tileAt.get(to);
        if (to === from || (other !== undefined && other < tile)) continue;
        if (!broken[tile] && !(other !== undefined && broken[other])) continue;
        const own = costs[tile]!;
        const cost = own[to]! - own[from]! + (other === undefined ? 0 : costs[other]![from]! - costs[other]![to]!);
        if (-cost + 2 * PART_COST <= best.gain) continue;
        const touched = new Set([groups[tile]!, ...(other === undefined ? [] : [groups[other]!])]);
        const before = partsOf(touched);
        move(tile, to, other, from);
        const gain = (before - partsOf(touched)) * PART_COST - cost;
        move(tile, from, other, to);
        if (gain > best.gain) best = { gain, tile, to };
      }
    if (best.tile < 0) return cells;
    const [from, other] = [cells[best.tile]!, tileAt.get(best.to)];
    move(best.tile, best.to, other, from);
    tileAt.set(best.to, best.tile);
    if (other === undefined) tileAt.delete(from);
    else tileAt.set(from, other);
  }
}

/** How many parts cells are in that hang together by their sides. @param width cells of the grid in a row */
export function countParts(cells: readonly number[], width: number): number {
  const left = new Set(cells);
  let parts = 0;
  for (const cell of cells) {
    if (!left.delete(cell)) continue;
    parts++;
    const open = [cell];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const beside of besides(next, width)) if (left.delete(beside)) open.push(beside);
  }
  return parts;
}

const besides = (cell: number, width: number): number[] => [
  cell - width,
  cell + width,
  ...(cell % width > 0 ? [cell - 1] : []),
  ...(cell % width < width - 1 ? [cell + 1] : []),
];
