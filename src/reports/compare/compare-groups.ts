import { bitOf, COMPARISON_GROUPS, type ComparisonGroup } from '../../domain/comparison/comparison-group.ts';
import { type BandCell, type GroupPersistence, poolBands } from '../../domain/comparison/pool-bands.ts';
import { type GroupSessions, type Pooled, type PooledGroups, poolGroups } from '../../domain/comparison/pool-groups.ts';
import { mondayOf } from '../../domain/sessions/dates.ts';
import { findSimilar, type Near, type SimilarSchool } from '../../domain/similar-schools/find-similar.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import type { Database } from '../../store/database.ts';
import type { Population } from '../population.ts';
import { type Layer, type Member, readBandCells, readOthers, readWeekCells } from './query.ts';

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
  // Mostly the last week of the range is the last of every group, so its bands are read beside the weeks.
  const bands = readBands(statistics, asked, members, mondayOf(weeks.to));
  const cells = readLayers(population, (layer) => readWeekCells(statistics, members, layer, weeks));
  const [pooled, early] = await Promise.all([
    cells.then(({ statistical, others: extra }) => poolGroups(statistical, extra, least)),
    bands,
  ]);
  const bandsTo = (week: string) => (week === early?.week ? early : readBands(statistics, asked, members, week));
  return { sessions: pooled.groups, persistence: await judgePersistence(asked, pooled, bandsTo), similar };
}

/** Of years 1 to 11 and X and, where all pupils are counted, of the others. */
interface Layers<Cell> {
  readonly statistical: readonly Cell[];
  readonly others: readonly Cell[] | null;
}

const readLayers = async <Cell>(
  population: Population,
  read: (layer: Layer) => Promise<Cell[]>,
): Promise<Layers<Cell>> => ({
  others: population === 'all' ? await read('others') : null,
  statistical: await read('statistical'),
});

interface Bands extends Layers<BandCell> {
  readonly week: string;
}

/** The bands to the end of a week; null where none are asked for. */
async function readBands(
  statistics: Database,
  { toDateFrom, population }: CompareAsked,
  members: readonly Member[],
  week: string,
): Promise<Bands | null> {
  if (toDateFrom === null) return null;
  const range = { from: toDateFrom, to: week };
  return { week, ...(await readLayers(population, (layer) => readBandCells(statistics, members, layer, range))) };
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
async function judgePersistence(
  { toDateFrom, least }: CompareAsked,
  { groups, safeIn }: PooledGroups,
  bandsTo: (week: string) => Promise<Bands | null> | Bands,
): Promise<GroupsCompared['persistence']> {
  if (toDateFrom === null) return null;
  const lastWeekOf = (group: ComparisonGroup) => {
    const pooled = groups.get(group);
    return pooled && 'figures' in pooled ? pooled.figures.lastWeek : null;
  };
  const weeks = new Set(COMPARISON_GROUPS.flatMap((group) => lastWeekOf(group) ?? []));
  const persistence = new Map<ComparisonGroup, Pooled<GroupPersistence>>();
  for (const week of weeks) {
    const bands = await bandsTo(week);
    if (bands === null) continue;
    const judged = poolBands(week, bands.statistical, bands.others, safeIn.get(week) ?? [], least);
    for (const [group, pooled] of judged) if (lastWeekOf(group) === week) persistence.set(group, pooled);
  }
  return persistence;
}
