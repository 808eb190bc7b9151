import { type Link, type Linked, linkRows } from './links.ts';
import { findMove } from './move.ts';
import { findUnsafe, together } from './primary.ts';
import type { DisclosureSettings } from './settings.ts';
import { type FormerTable, type Row, type Table, totalOf } from './table.ts';

/** Which rows of a table are hidden, and how many of them because they are unsafe by themselves. */
export interface Suppressed {
  readonly hidden: ReadonlySet<string>;
  readonly unsafe: number;
}

/** How far from a count what can be told of it must end. */
export const distanceOf = (count: number, { leastDistance, leastDistanceShare }: DisclosureSettings): number =>
  Math.max(leastDistance, Math.ceil(leastDistanceShare * count));

/**
 * Hides what is unsafe, and then the least other rows that it takes to protect it: while a sum, of this table or with rows of former
 * ones, tells a hidden count too closely, or tells hidden rows together that are unsafe together, the smallest row that helps is hidden
 * too. The same table gives the same answer.
 * @param forced rows that must be hidden for another reason
 */
export function suppress(
  table: Table,
  former: readonly FormerTable[],
  settings: DisclosureSettings,
  forced: ReadonlySet<string> = new Set(),
): Suppressed {
  const linked = linkRows([...former, table]);
  const unsafe = table.rows.filter((row) => forced.has(row.key) || findUnsafe(row, settings).length > 0);
  const weights = table.rows.length > MOST_TRIED ? WEIGHTS.slice(0, 1) : WEIGHTS;
  const tries = weights.map((weigh) => {
    const state = new State(linked, table, former, weigh);
    hideAll(state, unsafe, settings);
    return {
      hidden: state.hidden,
      lost: [...state.hidden].reduce((sum, key) => sum + lossOf(linked.rows.get(key)!), 0),
    };
  });
  const { hidden } = tries.reduce((best, each) => (each.lost < best.lost ? each : best));
  return { hidden, unsafe: unsafe.filter(({ kind }) => kind === 'published').length };
}

/** In larger tables than this there is time for one try. */
const MOST_TRIED = 2000;

/** What readers lose with a row: as many counts as are hidden, those of many people more than those of few. */
const lossOf = (row: Row): number => row.counts.size * (1 + Math.log10(1 + totalOf(row)));

/** What is hidden first hangs on what a row is taken to cost: each of these is tried, and what loses least is kept. */
const WEIGHTS: readonly ((row: Row) => number)[] = [
  lossOf,
  (row) => row.counts.size,
  (row) => row.counts.size * (1 + Math.sqrt(totalOf(row))),
];

function hideAll(state: State, unsafe: readonly Row[], settings: DisclosureSettings): void {
  for (const row of unsafe) if (row.kind === 'published') state.hide(row);
  // What is protected stays so when more is hidden. Rows that are hidden on the way come behind.
  const targets = new Set(unsafe.filter(({ kind }) => kind !== 'published'));
  do {
    for (const link of state.linked.links) hideForRest(link, state, settings);
    for (const row of state.targets) targets.add(row);
    for (const row of targets) {
      hideForRow(row, state, settings);
      targets.delete(row);
      state.targets.delete(row);
    }
  } while (state.targets.size > 0);
}

/** What is hidden so far. */
class State {
  readonly linked: Linked;
  readonly hidden = new Set<string>();
  /** Hidden, and not yet known to be protected. */
  readonly targets = new Set<Row>();
  readonly #former: ReadonlySet<string>;
  readonly #groups: ReadonlyMap<string, readonly Row[]>;
  readonly #current: ReadonlySet<Row>;
  readonly #costs = new Map<string, number>();
  readonly #weigh: (row: Row) => number;

  constructor(linked: Linked, table: Table, former: readonly FormerTable[], weigh: (row: Row) => number) {
    this.linked = linked;
    this.#weigh = weigh;
    this.#former = new Set(former.flatMap(({ hidden }) => [...hidden]));
    this.#current = new Set(table.rows);
    this.#groups = Map.groupBy(
      table.rows.filter(({ kind }) => kind === 'published'),
      (row) => row.together,
    );
  }

  /** Nobody can read it anywhere. */
  readonly isUnknown = (row: Row): boolean =>
    row.kind !== 'published' || this.hidden.has(row.key) || this.#former.has(row.key);

  /** It is shown, and could be hidden. */
  readonly canHide = (row: Row): boolean =>
    row.kind === 'published' && this.#current.has(row) && !this.hidden.has(row.key);

  /** With all that is hidden together with it. */
  hide(row: Row): void {
    for (const each of this.#groups.get(row.together) ?? []) {
      if (this.hidden.has(each.key)) continue;
      this.hidden.add(each.key);
      this.targets.add(each);
    }
  }

  costOf(row: Row): number {
    let cost = this.#costs.get(row.together);
    if (cost === undefined) {
      const rows = this.#groups.get(row.together) ?? [];
      cost = rows.reduce((sum, each) => sum + this.#weigh(each), 0);
      this.#costs.set(row.together, cost);
    }
    return cost;
  }

  /** What else must be hidden when a row is: in each of its sums that has nothing hidden yet, one more. */
  followingCostOf(row: Row): number {
    let cost = 0;
    for (const each of this.#groups.get(row.together) ?? [])
      for (const { members } of this.linked.linksOf.get(each.key) ?? []) {
        if (members.some((member) => this.isUnknown(member.row))) continue;
        const others = members.filter((member) => member.row !== each && this.canHide(member.row));
        if (others.length > 0) cost += Math.min(...others.map((member) => this.costOf(member.row)));
      }
    return cost;
  }
}

/** Hides the cheapest of rows, those that help most before others. @returns whether there was one */
function hideCheapest(rows: Iterable<Row>, state: State, helps: (row: Row) => boolean): boolean {
  const candidates = [...new Set(rows)].filter(state.canHide).map((row) => ({
    row,
    helps: helps(row),
    cost: state.costOf(row) + state.followingCostOf(row),
  }));
  const [best] = candidates.toSorted(
    (a, b) => Number(b.helps) - Number(a.helps) || a.cost - b.cost || (a.row.key < b.row.key ? -1 : 1),
  );
  if (best) state.hide(best.row);
  return best !== undefined;
}

/** Where the whole is shown, or all but it is, the hidden rows of a sum are told together: they must be safe together. */
function hideForRest({ members }: Link, state: State, settings: DisclosureSettings): void {
  for (;;) {
    const unknown = members.filter(({ row }) => state.isUnknown(row));
    const isTold = unknown.length > 0 && unknown.every(({ sign }) => sign === unknown[0]!.sign);
    const rows = unknown.map(({ row }) => row);
    const matters = rows.some((row) => state.hidden.has(row.key) || findUnsafe(row, settings).length > 0);
    if (!isTold || !matters || findUnsafe(together(rows), settings).length === 0) return;
    const others = members.filter(({ sign }) => sign === unknown[0]!.sign).map(({ row }) => row);
    const all = members.map(({ row }) => row);
    const isEnough = (row: Row) => findUnsafe(together([...rows, row]), settings).length === 0;
    if (!hideCheapest(others, state, isEnough) && !hideCheapest(all, state, () => true)) return;
  }
}

/** Hides more until each count of a row could be as far away as it must. */
function hideForRow(row: Row, state: State, settings: DisclosureSettings): void {
  for (const measure of row.counts.keys())
    for (const amount of amountsOf(row, measure, state.linked, settings))
      for (;;) {
        const stuck = findMove(state.linked, state.isUnknown, { row, measure, amount });
        if (stuck.size === 0) break;
        const near = [...stuck].flatMap(({ members }) => members.map((member) => member.row));
        const helps = (other: Row) => (other.counts.get(measure) ?? 0) >= Math.abs(amount);
        if (!hideCheapest(near, state, helps)) break;
      }
}

/** Up by the distance, and down by it or to nothing: a change can take away no more than there was. */
function amountsOf(row: Row, measure: string, { linksOf }: Linked, settings: DisclosureSettings): number[] {
  const count = row.counts.get(measure)!;
  const distance = distanceOf(Math.abs(count), settings);
  const changed = row.kind === 'change' ? linksOf.get(row.key)?.[0]?.members.find(({ sign }) => sign === 1)?.row : row;
  const down = Math.min(changed?.counts.get(measure) ?? distance, distance);
  return down > 0 ? [distance, -down] : [distance];
}
