import type { SafeRows } from '../domain/disclosure/safe-rows.ts';
import { columnsOf } from '../domain/statistics/columns.ts';
import type { Week } from '../domain/statistics/period.ts';
import type { PublishedRow } from '../domain/statistics/published-row.ts';
import { persistenceTable, reasonsTable } from '../domain/statistics/tidy-table.ts';
import { wideTable } from '../domain/statistics/wide-table.ts';
import type { Series } from './make-statistics.ts';
import type { NamedTable } from './write-statistics.ts';

/** The files of the wide layout, one a series. */
const WIDE_FILES: Readonly<Record<Series, string>> = {
  daily: 'daily',
  weekly: 'weekly',
  'Autumn term': 'autumn-term',
  'Spring term': 'spring-term',
  'Summer term': 'summer-term',
  'year to date': 'year-to-date',
};

/** The tables of a release, in the wide layout of that year and in the tidy one. */
export function tablesOf(series: ReadonlyMap<Series, SafeRows>, startYear: number): NamedTable[] {
  const columns = columnsOf(startYear);
  const wide = [...series].map(([name, rows]) => ({
    name: WIDE_FILES[name],
    table: wideTable(rows, columns),
    ...(name === 'year to date' && { last: ['time_identifier'] }),
  }));
  return [...wide, ...tidyOf(series, startYear)];
}

function tidyOf(series: ReadonlyMap<Series, SafeRows>, startYear: number): NamedTable[] {
  const lastWeek = findLastWeek(series.get('weekly') ?? []);
  if (lastWeek === null) return [];
  const ofReasons = (['daily', 'weekly', 'year to date'] as const)
    .map((name) => series.get(name))
    .filter((rows) => rows !== undefined);
  const year = series.get('year to date');
  const hasPersistence = year?.some(({ persistence }) => persistence !== null);
  return [
    { name: 'attendance-reasons', table: reasonsTable(ofReasons, startYear, lastWeek) },
    ...(year && hasPersistence ? [{ name: 'persistent-absence', table: persistenceTable(year, lastWeek) }] : []),
  ];
}

/** The tidy files name the week with which the year to date ends: terms and years alone do not tell it. */
function findLastWeek(weekly: readonly PublishedRow[]): Week | null {
  const weeks = weekly.flatMap(({ period }) => (period.kind === 'week' ? [period] : []));
  return weeks.toSorted((a, b) => a.year - b.year || a.week - b.week).at(-1) ?? null;
}
