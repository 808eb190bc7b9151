import { columnsOf } from '../domain/statistics/columns.ts';
import type { Week } from '../domain/statistics/period.ts';
import type { PublishedRow } from '../domain/statistics/published-row.ts';
import { persistenceTable, reasonsTable } from '../domain/statistics/tidy-table.ts';
import { wideTable } from '../domain/statistics/wide-table.ts';
import type { Series, Statistics } from './make-statistics.ts';
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
export function tablesOf({ series }: Pick<Statistics, 'series'>, startYear: number): NamedTable[] {
  const columns = columnsOf(startYear);
  const wide = [...series].map(([name, rows]) => ({
    name: WIDE_FILES[name],
    table: wideTable(rows, columns),
    ...(name === 'year to date' && { last: ['time_identifier'] }),
  }));
  return [...wide, ...tidyOf(series, startYear)];
}

function tidyOf(series: Statistics['series'], startYear: number): NamedTable[] {
  const lastWeek = findLastWeek(series);
  if (lastWeek === null) return [];
  const rowsOf = (...names: Series[]) => names.flatMap((name) => series.get(name) ?? []);
  const persistent = rowsOf('year to date').filter(({ persistence }) => persistence !== null);
  return [
    { name: 'attendance-reasons', table: reasonsTable(rowsOf('daily', 'weekly', 'year to date'), startYear, lastWeek) },
    ...(persistent.length > 0 ? [{ name: 'persistent-absence', table: persistenceTable(persistent, lastWeek) }] : []),
  ];
}

/** The tidy files name the week with which the year to date ends: terms and years alone do not tell it. */
function findLastWeek(series: Statistics['series']): Week | null {
  const weeks = (series.get('weekly') ?? []).flatMap(({ period }: PublishedRow) =>
    period.kind === 'week' ? [period] : [],
  );
  return weeks.toSorted((a, b) => a.year - b.year || a.week - b.week).at(-1) ?? null;
}
