import type { Counts } from '../measures/counts.ts';

/**
 * The groups of schools with which a school is compared, all of its own phase and never with itself among them. The order decides which
 * gives way when two cannot both be shown: the later one. The three groups of similar schools are judged together, whichever is asked for,
 * so that asking for one after another tells no more than one page does.
 */
export const COMPARISON_GROUPS = [
  'nation',
  'region',
  'authority',
  'similar',
  'similar_region',
  'similar_local',
] as const;
export type ComparisonGroup = (typeof COMPARISON_GROUPS)[number];

export const bitOf = (group: ComparisonGroup): number => 1 << COMPARISON_GROUPS.indexOf(group);

/** Schools that are in exactly the same groups, in one week, pooled. No figure of a school leaves the database by itself. */
export interface PooledCell extends Counts {
  /** Monday. */
  readonly week: string;
  /** Bits of the groups. */
  readonly groups: number;
  /** The viewer may see each of these schools by itself. */
  readonly known: boolean;
  /** Schools with a possible session. */
  readonly schools: number;
  /** Possible sessions of the one that has the most. */
  readonly largest: number;
}

/** What a cell weighs, whatever is counted in it. */
export interface Weight {
  readonly groups: number;
  readonly known: boolean;
  readonly schools: number;
  readonly total: number;
  readonly largest: number;
}

/** Why a group is not shown. */
export type Hidden =
  /** No school of the group has marks in the period. */
  | 'none'
  /** Fewer schools than the setting asks for. */
  | 'few'
  /** One school has more than half. */
  | 'large'
  /** It differs from what is shown besides by fewer than three schools. */
  | 'close';
