import type { Link, Linked, Unknown } from './links.ts';
import { changingWith, type Pattern } from './patterns.ts';
import type { Row } from './table.ts';

/** Steps after which a way is given up. */
const MOST_STEPS = 200;

/** What stands in the way of a move: the sums that nothing unknown could put right. */
export type Stuck = ReadonlySet<Link>;

/** By how much each row changes, so that all sums hold. */
export type Move = ReadonlyMap<Row, number>;

/** A count, and how much higher or lower it should be. */
export interface Target {
  readonly row: Row;
  readonly measure: string;
  readonly amount: number;
}

/** A move, or else why there is none. */
type Found = { readonly move: Move } | { readonly move: null; readonly stuck: Stuck };

/** Rows that change together, when the first one asked for changes by one. */
interface Changing {
  readonly parts: readonly (readonly [Row, number])[];
  /** By how much the sums are out then that lead the search. */
  readonly sums: ReadonlyMap<Link, number>;
  /** How often it can be made, and how often the other way round, before a count falls below nothing. */
  readonly most: { readonly up: number; readonly down: number };
}

/**
 * Looks for another table that somebody who sees what is published could not tell from the true one, in which a hidden count is so much
 * higher or lower: hidden rows are changed, one sum after the other, until all hold again and none is negative. One that is found
 * proves that the count is protected by so much; not finding one proves nothing, so the caller hides more.
 * @param pattern at which times rows change; null: each row by itself
 */
export function findMove(linked: Linked, unknown: Unknown, target: Target, pattern: Pattern | null): Found {
  const { loose } = linked;
  const linksOf = (each: Row) => linked.linksOf.get(each.key) ?? [];
  const looseOf = (each: Row) => linked.looseOf.get(each.key) ?? [];
  const { row, measure, amount } = target;
  const changed = new Map<Row, number>();
  /** What each sum that leads is out by. */
  const rests = new Map<Link, number>();
  const stuck = new Set<Link>();
  const known = new Map<Row, Changing | null>();
  let steps = 0;
  const isAlone = pattern === null;
  /** Sums of other times than the target's own come right with it, but for what changes alone. */
  const isLeading = (link: Link): boolean =>
    link.measures.has(measure) &&
    (isAlone || loose.has(link) || link.members.some((each) => each.row.time === row.time));
  /** Sums of times come right in all lines when they do in the first, but for what changes alone. */
  const isLeadingBeside = (link: Link): boolean =>
    link.measures.has(measure) && (isAlone || loose.has(link) || !link.isTime);
  const leadingSumsOf = (each: Row, parts: Changing['parts']) =>
    isAlone || each === row || row.kind !== 'published'
      ? sumsOf(parts, linksOf, isLeading)
      : sumsOf(parts, (other) => (other.time === row.time ? linksOf : looseOf)(other), isLeadingBeside);
  /** What changes with a row, when all of it is unknown. */
  const changing = (each: Row): Changing | null => {
    let own = known.get(each);
    if (own === undefined) {
      const parts = changingWith(linked, each, pattern, unknown.is);
      own = parts && { parts, sums: leadingSumsOf(each, parts), most: mostOf(parts, measure) };
      known.set(each, own);
    }
    return own;
  };
  const change = ({ sums }: Changing, by: number) => {
    for (const [link, part] of sums) {
      const rest = (rests.get(link) ?? 0) + by * part;
      if (Math.abs(rest) < NOTHING) rests.delete(link);
      else rests.set(link, rest);
    }
  };
  /** How far a row can go towards what is needed. */
  const reach = ({ most: { up, down } }: Changing, needed: number): number =>
    needed > 0 ? Math.min(needed, up) : Math.max(needed, -down);
  /** How many sums of a row more are wrong when it is changed than before. */
  const leftAfter = (other: Row, by: number): number => {
    let left = 0;
    for (const link of linksOf(other)) {
      if (!link.measures.has(measure)) continue;
      const rest = rests.get(link) ?? 0;
      const after = rest + (link.members[0]!.row === other ? by : -by);
      left += Number(Math.abs(after) >= NOTHING) - Number(rest !== 0);
    }
    return left;
  };
  const waysOf = (link: Link, rest: number): Way[] => {
    const ways: Way[] = [];
    for (const { row: other, sign } of unknown.in(link)) {
      if (changed.has(other)) continue;
      const all = changing(other);
      if (all === null) continue;
      const by = reach(all, -sign * rest);
      if (Math.abs(by) >= NOTHING) ways.push({ all, by, left: leftAfter(other, by) });
    }
    return ways;
  };
  /** When those that lead are right, all should be. */
  const isRight = (): boolean => {
    const all = [...sumsOf(changed, linksOf, ({ measures }) => measures.has(measure))];
    const wrong = all.filter(([, rest]) => Math.abs(rest) >= NOTHING);
    for (const [link] of wrong) stuck.add(link);
    return wrong.length === 0;
  };
  const settle = (): boolean => {
    if (rests.size === 0) return isRight();
    if (++steps > MOST_STEPS) return false;
    // The sum that leaves least choice: what cannot be put right is found at once.
    let [link, ways]: [Link | null, Way[]] = [null, []];
    for (const [each, rest] of rests) {
      const own = waysOf(each, rest);
      if (link === null || own.length < ways.length) [link, ways] = [each, own];
      if (own.length === 0) break;
    }
    ways.sort((one, two) => one.left - two.left || Math.abs(two.by) - Math.abs(one.by));
    for (const { all, by } of ways) {
      for (const [each, part] of all.parts) changed.set(each, by * part);
      change(all, by);
      if (settle()) return true;
      change(all, -by);
      for (const [each] of all.parts) changed.delete(each);
    }
    stuck.add(link!);
    return false;
  };
  const first = changing(row);
  if (first === null || Math.abs(reach(first, amount) - amount) > NOTHING)
    return { move: null, stuck: new Set(linksOf(row)) };
  for (const [each, part] of first.parts) changed.set(each, amount * part);
  change(first, amount);
  return settle() ? { move: changed } : { move: null, stuck };
}

/** By how much sums are out when rows change, those that are looked at. */
function sumsOf(
  parts: Iterable<readonly [Row, number]>,
  linksOf: (row: Row) => readonly Link[],
  isAsked: (link: Link) => boolean,
): ReadonlyMap<Link, number> {
  const sums = new Map<Link, number>();
  for (const [row, part] of parts)
    for (const link of linksOf(row))
      if (isAsked(link)) sums.set(link, (sums.get(link) ?? 0) + (link.members[0]!.row === row ? part : -part));
  return sums;
}

function mostOf(parts: Changing['parts'], measure: string): Changing['most'] {
  let [up, down] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [{ counts }, part] of parts) {
    const most = (counts.get(measure) ?? 0) / Math.abs(part);
    if (part < 0) up = Math.min(up, most);
    else down = Math.min(down, most);
  }
  return { up, down };
}

const NOTHING = 1e-7;

/** A change that puts a sum right, or nearer to it. */
interface Way {
  readonly all: Changing;
  readonly by: number;
  /** How many sums more are wrong then. */
  readonly left: number;
}
