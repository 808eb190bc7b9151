import { bitOf, COMPARISON_GROUPS, type ComparisonGroup } from '../../domain/comparison/comparison-group.ts';
import { type GroupPersistence, poolBands } from '../../domain/comparison/pool-bands.ts';
import { type GroupSessions, type Pooled, type PooledGroups, poolGroups } from '../../domain/comparison/pool-groups.ts';
import { findSimilar, type Near, type SimilarSchool } from '../../domain/similar-schools/find-similar.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import type { Database } from '../../store/database.ts';
import type { Population } from '../population.ts';
import { type Member, readBandCells, readOthers, readWeekCells } from './query.ts';

export interface CompareAsked {
  readonly own: SchoolFacts;
  /** Schools that the viewer may see by themselves. */
  readonly visible: readonly number[];
  readonly population: Population;
  /** Whole weeks: their first Monday, their last Sunday. */
  readonly weeks: { readonly from: string; readonly to: string };
  /** The first day of the year whose persistence to date is wanted; null when the period is not the year to date. */
  readonly toDateFrom: string | null;
  /** Schools that a group must have. */
  readonly least: number;
}

/** What may be told about other schools, and nothing else about them. */
export interface GroupsCompared {
  readonly sessions: ReadonlyMap<ComparisonGroup, Pooled<GroupSessions>>;
  /** Groups without sessions that may be shown are not in it; null when the period is not the year to date. */
  readonly persistence: ReadonlyMap<ComparisonGroup, Pooled<GroupPersistence>> | null;
  readonly similar: Readonly<Record<Near, readonly SimilarSchool[]>>;
}

const NEARS = { similar: 'england', similar_region: 'region', similar_local: 'local' } as const;

/**
 * Compares a school with others, under the login that sees tallies of all schools. What comes back is pooled and judged: no figure of one
 * of the others is in it, whatever is asked for (docs/decisions/0011-comparison.md).
 */
export async function compareGroups(statistics: Database, asked: CompareAsked): Promise<GroupsCompared> {
  const { own, population, weeks, least } = asked;
  const others = await readOthers(statistics, own);
  const similar = {
    england: findSimilar(own, others, 'england'),
    region: findSimilar(own, others, 'region'),
    local: findSimilar(own, others, 'local'),
  };
  const members = membersOf(asked, others, similar);
  const extra = population === 'all' ? await readWeekCells(statistics, members, 'others', weeks) : null;
  const pooled = poolGroups(await readWeekCells(statistics, members, 'statistical', weeks), extra, least);
  return { sessions: pooled.groups, persistence: await readPersistence(statistics, asked, members, pooled), similar };
}

function membersOf(
  { own, visible }: CompareAsked,
  others: readonly SchoolFacts[],
  similar: GroupsCompared['similar'],
): Member[] {
  const seen = new Set(visible);
  const chosen = Object.entries(NEARS).map(([group, near]) => ({
    bit: bitOf(group as ComparisonGroup),
    urns: new Set(similar[near].map(({ school }) => school.urn)),
  }));
  return others.map((other) => {
    const area =
      bitOf('nation') |
      (own.regionCode !== null && other.regionCode === own.regionCode ? bitOf('region') : 0) |
      (own.laCode !== null && other.laCode === own.laCode ? bitOf('authority') : 0);
    const groups = chosen.reduce((bits, { bit, urns }) => (urns.has(other.urn) ? bits | bit : bits), area);
    return { urn: other.urn, groups, known: seen.has(other.urn) };
  });
}

/** Each group as at the end of its own last week that may be shown: never of a week in which only one of its schools was open. */
async function readPersistence(
  statistics: Database,
  { toDateFrom, population, least }: CompareAsked,
  members: readonly Member[],
  { groups, safeIn }: PooledGroups,
): Promise<GroupsCompared['persistence']> {
  if (toDateFrom === null) return null;
  const lastWeekOf = (group: ComparisonGroup) => {
    const pooled = groups.get(group);
    return pooled && 'figures' in pooled ? pooled.figures.lastWeek : null;
  };
  const weeks = new Set(COMPARISON_GROUPS.flatMap((group) => lastWeekOf(group) ?? []));
  const persistence = new Map<ComparisonGroup, Pooled<GroupPersistence>>();
  for (const week of weeks) {
    const range = { from: toDateFrom, to: week };
    const extra = population === 'all' ? await readBandCells(statistics, members, 'others', range) : null;
    const cells = await readBandCells(statistics, members, 'statistical', range);
    const judged = poolBands(week, cells, extra, safeIn.get(week) ?? [], least);
    for (const [group, pooled] of judged) if (lastWeekOf(group) === week) persistence.set(group, pooled);
  }
  return persistence;
}
