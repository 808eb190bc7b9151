import type { Link, Linked, Member, Unknown } from './links.ts';
import { changingWith, type Pattern } from './patterns.ts';
import type { Row } from './table.ts';

/** Steps after which a way is given up. */
const MOST_STEPS = 200;

/** What stands in the way of a move: the sums that nothing unknown could put right. Empty when the move can be made. */
export type Stuck = ReadonlySet<Link>;

/** A count, and how much higher or lower it should be. */
export interface Target {
  readonly row: Row;
  readonly measure: string;
  readonly amount: number;
}

/** Rows that change together, and each by how much when the first one asked for changes by one. */
type Changing = readonly (readonly [Row, number])[];

/**
 * Looks for another table that somebody who sees what is published could not tell from the true one, in which a hidden count is so much
 * higher or lower: hidden rows are changed, one sum after the other, until all hold again and none is negative. One that is found
 * proves that the count is protected by so much; not finding one proves nothing, so the caller hides more.
 * @param pattern at which times rows change; null: each row by itself
 */
export function findMove(linked: Linked, unknown: Unknown, target: Target, pattern: Pattern | null): Stuck {
  const { linksOf, timed } = linked;
  const { row, measure, amount } = target;
  const changed = new Set<Row>();
  /** What each sum is out by. */
  const rests = new Map<Link, number>();
  const stuck = new Set<Link>();
  const known = new Map<Row, Changing | null>();
  let steps = 0;
  /** What changes with a row, when all of it is unknown. */
  const changing = (each: Row): Changing | null => {
    let own = known.get(each);
    if (own === undefined) {
      own = changingWith(linked, each, pattern, unknown.is);
      known.set(each, own);
    }
    return own;
  };
  const change = (all: Changing, by: number) => {
    for (const [each, part] of all)
      for (const link of linksOf.get(each.key) ?? []) {
        if (!link.measures.has(measure)) continue;
        const rest = (rests.get(link) ?? 0) + (link.members[0]!.row === each ? by : -by) * part;
        if (Math.abs(rest) < NOTHING) rests.delete(link);
        else rests.set(link, rest);
      }
  };
  /** How far a row can go towards what is needed. */
  const reach = (all: Changing, needed: number): number => {
    let by = needed;
    for (const [each, part] of all) {
      if (each.kind === 'change' || by * part >= 0) continue;
      const most = (each.counts.get(measure) ?? 0) / Math.abs(part);
      if (Math.abs(by) > most) by = Math.sign(by) * most;
    }
    return by;
  };
  /** How many sums of a row more are wrong when it is changed than before. */
  const leftAfter = (other: Row, by: number): number => {
    let left = 0;
    for (const link of linksOf.get(other.key)!) {
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
  /** Sums of other times than the target's own come right with it, but for what changes alone. */
  const isLeading = ({ members }: Link): boolean =>
    pattern === null ||
    members.some(
      (each: Member) => each.row.time === row.time || (each.row.kind !== 'published' && !timed.has(each.row.line)),
    );
  const settle = (): boolean => {
    if (rests.size === 0) return true;
    if (++steps > MOST_STEPS) return false;
    // The sum that leaves least choice: what cannot be put right is found at once.
    let [link, ways]: [Link | null, Way[]] = [null, []];
    for (const [each, rest] of rests) {
      if (!isLeading(each)) continue;
      const own = waysOf(each, rest);
      if (link === null || own.length < ways.length) [link, ways] = [each, own];
      if (own.length === 0) break;
    }
    if (link === null) {
      for (const each of rests.keys()) stuck.add(each);
      return false;
    }
    ways.sort((one, two) => one.left - two.left || Math.abs(two.by) - Math.abs(one.by));
    for (const { all, by } of ways) {
      for (const [each] of all) changed.add(each);
      change(all, by);
      if (settle()) return true;
      change(all, -by);
      for (const [each] of all) changed.delete(each);
    }
    stuck.add(link);
    return false;
  };
  const first = changing(row);
  if (first === null || Math.abs(reach(first, amount) - amount) > NOTHING) return new Set(linksOf.get(row.key));
  for (const [each] of first) changed.add(each);
  change(first, amount);
  return settle() ? NONE : stuck;
}

const NONE: Stuck = new Set();
const NOTHING = 1e-7;

/** A change that puts a sum right, or nearer to it. */
interface Way {
  readonly all: Changing;
  readonly by: number;
  /** How many sums more are wrong then. */
  readonly left: number;
}
