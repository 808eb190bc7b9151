import { seriesStart } from '../domain/measures/published-definition.ts';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { areaKey } from '../domain/statistics/area.ts';
import { type Census, type CountsRow, NO_CENSUS } from '../domain/statistics/counts-row.ts';
import { isDropped } from '../domain/statistics/dropped-days.ts';
import { firstDayOf, lastDayOf, type Period, TERMS, termOf, weekOf } from '../domain/statistics/period.ts';
import { poolRows } from '../domain/statistics/pool-rows.ts';
import {
  isWeighted,
  type PersistentCounts,
  type PersistentOf,
  type PublishedRow,
  withAllSchools,
} from '../domain/statistics/published-row.ts';
import type { Series } from '../domain/statistics/statistics-of-inputs.ts';
import { areaPhaseKey, type ByAreaAndPhase } from './counts-file/read-side-files.ts';

export type { Series } from '../domain/statistics/statistics-of-inputs.ts';

export interface StatisticsAsked {
  readonly startYear: number;
  /** The last day that is counted; null: all. */
  readonly asOf: string | null;
  readonly census: ByAreaAndPhase<Census> | null;
  readonly persistent: ByAreaAndPhase<PersistentCounts> | null;
}

export interface Statistics {
  readonly series: ReadonlyMap<Series, readonly PublishedRow[]>;
  /** Rows before the first full week of the year, or after the last day asked for. */
  readonly outside: number;
}

/**
 * Makes every series that rows of counts allow: from days all, from weeks all but the daily one and the terms, from terms the year to date.
 * Days before the first full week of the academic year are in no series.
 */
export function makeStatistics(rows: readonly CountsRow[], asked: StatisticsAsked): Statistics {
  const inside = rows.filter(({ period }) => isInside(period, asked)).map((row) => withCensus(row, asked.census));
  const summed = inside.filter(({ area, period }) => period.kind !== 'day' || !isDropped(period.date, area, 'summed'));
  const weighted = isWeighted(asked.startYear);
  const series = new Map<Series, readonly PublishedRow[]>();
  const add = (name: Series, own: readonly CountsRow[], persistentOf?: PersistentOf) => {
    if (own.length > 0) series.set(name, withAllSchools(own, weighted, persistentOf));
  };
  const of = (kind: Period['kind']) => inside.filter(({ period }) => period.kind === kind);
  add(
    'daily',
    of('day').filter(({ area, period }) => period.kind === 'day' && !isDropped(period.date, area, 'daily')),
  );
  add('weekly', [...of('week'), ...poolRows(summed, weekOfDay)]);
  const terms = [...of('term'), ...poolRows(summed, termOfDay(asked.startYear))];
  for (const term of TERMS)
    add(
      term,
      terms.filter(({ period }) => period.kind === 'term' && period.term === term),
    );
  const year = { kind: 'year', startYear: asked.startYear } as const;
  add(
    'year to date',
    [...of('year'), ...poolRows(summed, ({ period }) => (period.kind === 'year' ? null : year))],
    (row) => asked.persistent?.get(areaPhaseKey(areaKey(row.area), row.phase)),
  );
  return { series, outside: rows.length - inside.length };
}

const weekOfDay = ({ period }: CountsRow): Period | null => (period.kind === 'day' ? weekOf(period.date) : null);
const termOfDay =
  (startYear: number) =>
  ({ period }: CountsRow): Period | null =>
    period.kind === 'day' ? { kind: 'term', startYear, term: termOf(period.date) } : null;

const withCensus = (row: CountsRow, census: StatisticsAsked['census']): CountsRow =>
  census === null ? row : { ...row, census: census.get(areaPhaseKey(areaKey(row.area), row.phase)) ?? NO_CENSUS };

/** A week is counted when its Friday is. */
function isInside(period: Period, { startYear, asOf }: StatisticsAsked): boolean {
  if (period.kind === 'term' || period.kind === 'year') return true;
  const first = seriesStart(academicYear(startYear));
  return firstDayOf(period) >= first && (asOf === null || lastDayOf(period) <= asOf);
}
