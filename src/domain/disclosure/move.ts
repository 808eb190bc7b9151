import type { Link, Linked, Member } from './links.ts';
import type { Row } from './table.ts';

/** Steps after which a way is given up. */
const MOST_STEPS = 200;

/** What stands in the way of a move: the sums that nothing unknown could put right. Empty when the move can be made. */
export type Stuck = ReadonlySet<Link>;

/**
 * Looks for another table that somebody who sees what is published could not tell from the true one, in which a hidden count is so much
 * higher or lower: hidden rows are changed, one sum after the other, until all hold again and none is negative. One that is found
 * proves that the count is protected by so much; not finding one proves nothing, so the caller hides more.
 */
export function findMove(
  { linksOf }: Linked,
  isUnknown: (row: Row) => boolean,
  { row, measure, amount }: { readonly row: Row; readonly measure: string; readonly amount: number },
): Stuck {
  const changed = new Set<Row>();
  /** What each sum is out by. */
  const rests = new Map<Link, number>();
  const stuck = new Set<Link>();
  let steps = 0;
  const change = (each: Row, by: number) => {
    for (const link of linksOf.get(each.key) ?? []) {
      if (!link.measures.has(measure)) continue;
      const rest = (rests.get(link) ?? 0) + (link.members[0]!.row === each ? by : -by);
      if (Math.abs(rest) < NOTHING) rests.delete(link);
      else rests.set(link, rest);
    }
  };
  /** How far a row can go towards what is needed. */
  const reach = ({ row: other, sign }: Member, rest: number): number => {
    const needed = -sign * rest;
    return other.kind === 'change' || needed > 0 ? needed : Math.max(needed, -other.counts.get(measure)!);
  };
  const waysOf = (link: Link, rest: number): Way[] => {
    const ways: Way[] = [];
    for (const member of link.members) {
      if (changed.has(member.row) || !isUnknown(member.row)) continue;
      const by = reach(member, rest);
      if (by !== 0) ways.push({ row: member.row, by, sums: linksOf.get(member.row.key)!.length });
    }
    return ways;
  };
  const settle = (): boolean => {
    if (rests.size === 0) return true;
    if (++steps > MOST_STEPS) return false;
    // The sum that leaves least choice: what cannot be put right is found at once.
    let [link, ways]: [Link | null, Way[]] = [null, []];
    for (const [each, rest] of rests) {
      const own = waysOf(each, rest);
      if (link === null || own.length < ways.length) [link, ways] = [each, own];
      if (own.length === 0) break;
    }
    ways.sort((one, two) => one.sums - two.sums || Math.abs(two.by) - Math.abs(one.by));
    for (const way of ways) {
      changed.add(way.row);
      change(way.row, way.by);
      if (settle()) return true;
      change(way.row, -way.by);
      changed.delete(way.row);
    }
    stuck.add(link!);
    return false;
  };
  changed.add(row);
  change(row, amount);
  return settle() ? new Set() : stuck;
}

const NOTHING = 1e-9;

/** A change that puts a sum right, or nearer to it. */
interface Way {
  readonly row: Row;
  readonly by: number;
  /** In how many sums the row is. */
  readonly sums: number;
}
