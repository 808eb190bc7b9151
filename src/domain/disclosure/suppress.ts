import { knownParts } from './former-rows.ts';
import { type Link, type Linked, linkRows, type Member, type Unknown } from './links.ts';
import { findMove, type Stuck, type Target } from './move.ts';
import { changingWith, type Pattern, patternsOf } from './patterns.ts';
import { findUnsafe, together } from './primary.ts';
import { ProtectedCounts } from './protected.ts';
import type { DisclosureSettings } from './settings.ts';
import { type Row, type Table, totalOf } from './table.ts';

/** Which rows of a table are hidden, and how many of them because they are unsafe by themselves. */
export interface Suppressed {
  readonly hidden: ReadonlySet<string>;
  readonly unsafe: number;
}

/** How far from a count what can be told of it must end. */
export const distanceOf = (count: number, { leastDistance, leastDistanceShare }: DisclosureSettings): number =>
  Math.max(leastDistance, Math.ceil(leastDistanceShare * count));

/**
 * Hides what is unsafe, and then the least other rows that it takes to protect it: while a sum tells a hidden count too closely, or tells
 * hidden rows together that are unsafe together, the smallest row that helps is hidden too. The same table gives the same answer.
 * @param given what is settled before
 */
export function suppress(
  table: Table,
  settings: DisclosureSettings,
  { forced = NONE, known = NONE, settled = NONE }: Given = {},
): Suppressed {
  const linked = linkRows(table);
  const unsafe = table.rows.filter(
    (row) => !settled.has(row.key) && (forced.has(row.key) || findUnsafe(row, settings).length > 0),
  );
  const weights = table.rows.length > MOST_TRIED ? WEIGHTS.slice(0, 1) : WEIGHTS;
  const tries = weights.map((weigh) => {
    const state = new State(linked, table, { known, settled }, weigh, settings);
    hideAll(state, unsafe, settings);
    return {
      hidden: state.hidden,
      lost: [...state.hidden].reduce((sum, key) => sum + lossOf(linked.rows.get(key)!), 0),
    };
  });
  const { hidden } = tries.reduce((best, each) => (each.lost < best.lost ? each : best));
  return { hidden, unsafe: unsafe.filter(({ kind }) => kind === 'published').length };
}

/** What is settled of a table's rows before any is hidden, by their keys. */
export interface Given {
  /** They must be hidden for another reason than that they are unsafe. */
  readonly forced?: ReadonlySet<string>;
  /** Readers have their figures from elsewhere: nothing can be hidden behind them any more, and nothing is promised of them. */
  readonly known?: ReadonlySet<string>;
  /** They are hidden, and known to be protected. */
  readonly settled?: ReadonlySet<string>;
}
const NONE: ReadonlySet<string> = new Set();

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
  const { links, times } = state.linked;
  const isLonger = (a: string, b: string) => times.heightOf(b) - times.heightOf(a);
  // Longer times first: what is hidden for a year is hidden in all of it.
  const ordered = links.toSorted((a, b) => isLonger(a.members[0]!.row.time, b.members[0]!.row.time));
  for (const row of unsafe) if (row.kind === 'published') state.hide(row);
  // What is protected stays so when more is hidden. Rows that are hidden on the way come behind.
  const targets = new Set(unsafe.filter(({ kind }) => kind !== 'published'));
  do {
    for (const link of ordered) hideForRest(link, state, settings);
    for (const row of state.targets) targets.add(row);
    for (const row of [...targets].toSorted((a, b) => isLonger(a.time, b.time))) {
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
  readonly knownParts: ReturnType<typeof knownParts>;
  /** Each row may be changed by itself: in large tables there is no time to look for that. */
  readonly isSmall: boolean;
  readonly isProtected: ProtectedCounts;
  readonly #known: ReadonlySet<string>;
  readonly #unknown: Set<Row>;
  readonly #unknownIn = new Map<Link, readonly Member[]>();
  readonly #groups: ReadonlyMap<string, readonly Row[]>;
  readonly #withIt = new Map<string, readonly Row[]>();
  readonly #costs = new Map<string, number>();
  readonly #lines = new Set<string>();
  readonly #weigh: (row: Row) => number;

  constructor(
    linked: Linked,
    table: Table,
    { known, settled }: Required<Pick<Given, 'known' | 'settled'>>,
    weigh: (row: Row) => number,
    settings: DisclosureSettings,
  ) {
    this.isProtected = new ProtectedCounts(linked, (row, measure) => amountsOf(row, measure, this, settings));
    this.#known = known;
    this.knownParts = knownParts(table, known);
    this.linked = linked;
    this.isSmall = table.rows.length <= MOST_TRIED;
    this.#weigh = weigh;
    this.#unknown = new Set(table.rows.filter(({ kind }) => kind !== 'published'));
    const groups = new Map<string, Row[]>();
    for (const row of table.rows.filter(({ kind }) => kind === 'published'))
      for (const group of [row.together, ...(row.hiddenWith === undefined ? [] : [row.hiddenWith])])
        groups.set(group, [...(groups.get(group) ?? []), row]);
    this.#groups = groups;
    for (const key of settled) {
      const row = linked.rows.get(key)!;
      this.hidden.add(key);
      this.#unknown.add(row);
      this.#lines.add(row.line);
    }
  }

  /** Nobody can read it anywhere. */
  readonly isUnknown = (row: Row): boolean => this.#unknown.has(row);

  readonly unknown: Unknown = {
    is: this.isUnknown,
    in: (link) => {
      let own = this.#unknownIn.get(link);
      if (own === undefined) {
        own = link.members.filter(({ row }) => this.#unknown.has(row));
        this.#unknownIn.set(link, own);
      }
      return own;
    },
  };

  /** It is shown, and something could be hidden behind it. */
  readonly canHide = (row: Row): boolean =>
    row.kind === 'published' && !this.hidden.has(row.key) && !this.#known.has(row.key);

  /** With all that is hidden together with it, but for what readers have of shorter times: to hide it again would protect nothing. */
  hide(row: Row): void {
    for (const each of this.#hiddenWith(row)) {
      const isKnown = this.#known.has(each.key);
      if (this.hidden.has(each.key) || (isKnown && each.time !== row.time)) continue;
      this.hidden.add(each.key);
      if (isKnown) continue;
      this.#unknown.add(each);
      for (const link of this.linked.linksOf.get(each.key) ?? []) this.#unknownIn.delete(link);
      this.targets.add(each);
      this.#lines.add(each.line);
    }
  }

  /** All that is published of its area, phase and time, and of the shorter times in it. */
  #hiddenWith(row: Row): readonly Row[] {
    let own = this.#withIt.get(row.together);
    if (own === undefined) {
      const found = new Set<Row>();
      const line = this.linked.lineOf.get(row)!;
      for (const time of [row.time, ...this.linked.times.within(row.time)]) {
        const other = line.get(time);
        if (other) for (const each of this.#groups.get(other.together) ?? []) found.add(each);
      }
      this.#withIt.set(row.together, (own = [...found]));
    }
    return own;
  }

  /** What readers lose when it is hidden. A line of which something is hidden costs less: better one line at many times than many lines. */
  costOf(row: Row): number {
    let cost = this.#costs.get(row.together);
    if (cost === undefined) {
      cost = this.#hiddenWith(row).reduce((sum, each) => sum + this.#weigh(each), 0);
      this.#costs.set(row.together, cost);
    }
    return this.#lines.has(row.line) ? cost * FAMILIAR : cost;
  }

  /** What else must be hidden when a row is: in each of its sums that has nothing hidden yet, one more. */
  followingCostOf(row: Row): number {
    let cost = 0;
    for (const each of this.#groups.get(row.together) ?? [])
      for (const link of this.linked.linksOf.get(each.key) ?? []) {
        if (this.unknown.in(link).length > 0) continue;
        const others = link.members.filter((member) => member.row !== each && this.canHide(member.row));
        if (others.length > 0) cost += Math.min(...others.map((member) => this.costOf(member.row)));
      }
    return cost;
  }
}

/** A row of a line of which something is hidden already costs this part of what another does. */
const FAMILIAR = 0.5;

/** Rows that would be hidden at once, and how much of what is needed they would give: 1 is enough. */
interface Candidate {
  readonly rows: readonly Row[];
  readonly gives: number;
}
/** What gives hardly anything is hidden only where nothing else is left. */
const LEAST_GIVEN = 0.01;

/** Hides the candidate that costs least for what it gives. @returns whether there was one */
function hideCheapest(candidates: readonly Candidate[], state: State): boolean {
  const sumOf = (rows: readonly Row[], costOf: (row: Row) => number) => rows.reduce((sum, row) => sum + costOf(row), 0);
  const possible = candidates
    .filter(({ rows }) => rows.length > 0 && rows.every(state.canHide))
    .map(({ rows, gives }) => {
      const given = Math.min(1, Math.max(gives, LEAST_GIVEN));
      return { rows, given, least: sumOf(rows, (row) => state.costOf(row)) / given };
    })
    .toSorted((a, b) => a.least - b.least);
  let best: { rows: readonly Row[]; cost: number } | null = null;
  for (const { rows, given, least } of possible) {
    // What follows makes none of those behind it cheaper.
    if (best && least > best.cost) break;
    const cost = least + sumOf(rows, (row) => state.followingCostOf(row)) / given;
    if (!best || cost < best.cost || (cost === best.cost && rows[0]!.key < best.rows[0]!.key)) best = { rows, cost };
  }
  for (const row of best?.rows ?? []) state.hide(row);
  return best !== null;
}

/** Where the whole is shown, or all but it is, the hidden rows of a sum are told together: they must be safe together. */
function hideForRest(link: Link, state: State, settings: DisclosureSettings): void {
  for (;;) {
    const { members, isTime } = link;
    const unknown = state.unknown.in(link);
    const isTold = unknown.length > 0 && unknown.every(({ sign }) => sign === unknown[0]!.sign);
    const rows = unknown.map(({ row }) => row);
    const matters = rows.some((row) => state.hidden.has(row.key) || findUnsafe(row, settings).length > 0);
    if (!isTold || !matters || findUnsafe(together(rows, isTime), settings).length === 0) return;
    const others = members.filter(({ sign }) => sign === unknown[0]!.sign).map(({ row }) => row);
    const isEnough = (row: Row) => findUnsafe(together([...rows, row], isTime), settings).length === 0;
    const enough = others.map((row) => ({ rows: [row], gives: isEnough(row) ? 1 : 0 }));
    const any = members.map(({ row }) => ({ rows: [row], gives: 1 }));
    if (!hideCheapest(enough, state) && !hideCheapest(any, state)) return;
  }
}

/** Hides more until each count of a row could be as far away as it must. */
function hideForRow(row: Row, state: State, settings: DisclosureSettings): void {
  for (const measure of row.counts.keys())
    for (const amount of amountsOf(row, measure, state, settings))
      while (!state.isProtected.has(row, measure, amount)) {
        const tried = tryMoves({ row, measure, amount }, state);
        if (tried === null || !hideCheapest(candidatesOf(tried, { row, measure, amount }, state), state)) break;
      }
}

interface Tried {
  readonly pattern: Pattern | null;
  readonly stuck: Stuck;
}

/** Tries to move a count in one pattern after the other. @returns null when it can be */
function tryMoves(target: Target, state: State): Tried[] | null {
  const { linked, unknown } = state;
  const tried: Tried[] = [];
  const fails = (pattern: Pattern | null): boolean => {
    const found = findMove(linked, unknown, target, pattern);
    if (found.move) state.isProtected.note(found.move, target);
    else tried.push({ pattern, stuck: found.stuck });
    return found.move === null;
  };
  if (state.isSmall && !fails(null)) return null;
  for (const pattern of patternsOf(linked, unknown.is, target)) if (!fails(pattern)) return null;
  return tried;
}

/** What could be hidden for a count that cannot move: rows beside it, at all times of the pattern that was tried. */
function candidatesOf(tried: readonly Tried[], { measure, amount }: Target, state: State): Candidate[] {
  const found: Candidate[] = [];
  const seen = new Set<Row>();
  for (const { pattern, stuck } of tried)
    for (const { members, isTime } of stuck)
      for (const { row: other } of members) {
        if (other.kind !== 'published') continue;
        const needed = Math.abs(amount * (pattern?.get(other.time) ?? 1));
        const gives = needed > 0 ? (other.counts.get(measure) ?? 0) / needed : 1;
        const all = changingWith(state.linked, other, pattern)?.map(([each]) => each) ?? (isTime ? [other] : []);
        const rows = longest(
          all.filter((each) => !state.isUnknown(each)),
          state,
        );
        if (rows.length === 1 && seen.has(rows[0]!)) continue;
        if (rows.length === 1) seen.add(rows[0]!);
        found.push({ rows, gives });
      }
  return found;
}

/** Up by the distance, and down by it or to what is known of its parts. */
function amountsOf(row: Row, measure: string, { knownParts }: State, settings: DisclosureSettings): number[] {
  const left = row.counts.get(measure)! - (knownParts.get(row.key)?.get(measure) ?? 0);
  const distance = distanceOf(left, settings);
  const down = Math.min(left, distance);
  return down > 0 ? [distance, -down] : [distance];
}

/** Rows of a line without those that are hidden with another of them, since their times lie in its own. */
function longest(rows: readonly Row[], { linked: { times } }: State): readonly Row[] {
  const own = new Set(rows.map(({ time }) => time));
  return rows.filter(({ time }) => !times.longerThan(time).some((longer) => own.has(longer)));
}
