import { characteristicsTable } from '../domain/statistics/characteristics-table.ts';
import { columnsOf } from '../domain/statistics/columns.ts';
import { mondayOfWeek, TERMS, type Term, termOf, type Week } from '../domain/statistics/period.ts';
import type { GroupedRow, PublishedRow } from '../domain/statistics/published-row.ts';
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
export function tablesOf(
  { series, byCharacteristic = [] }: Pick<Statistics, 'series'> & { readonly byCharacteristic?: readonly GroupedRow[] },
  startYear: number,
): NamedTable[] {
  const columns = columnsOf(startYear);
  const wide = [...series].map(([name, rows]) => ({
    name: WIDE_FILES[name],
    table: wideTable(rows, columns),
    ...(name === 'year to date' && { last: ['time_identifier'] }),
  }));
  return [...wide, ...tidyOf(series, byCharacteristic, startYear)];
}

function tidyOf(
  series: Statistics['series'],
  byCharacteristic: readonly GroupedRow[],
  startYear: number,
): NamedTable[] {
  const weeks = findWeeks(series);
  const lastWeek = weeks.at(-1);
  if (lastWeek === undefined) return [];
  // A term is named by its last week, in which its last school day lies.
  const lastOfTerms = new Map(weeks.map((week): [Term, Week] => [termOf(mondayOfWeek(week)), week]));
  const rowsOf = (...names: Series[]) => names.flatMap((name) => series.get(name) ?? []);
  const persistent = rowsOf(...TERMS, 'year to date').filter(({ persistence }) => persistence !== null);
  return [
    { name: 'attendance-reasons', table: reasonsTable(rowsOf('daily', 'weekly', 'year to date'), startYear, lastWeek) },
    ...(persistent.length > 0
      ? [{ name: 'persistent-absence', table: persistenceTable(persistent, lastWeek, lastOfTerms) }]
      : []),
    ...(byCharacteristic.length > 0
      ? [
          {
            name: 'attendance-by-characteristic',
            table: characteristicsTable(byCharacteristic, lastWeek, lastOfTerms),
          },
        ]
      : []),
  ];
}

/** The weeks that there are, in order: the tidy files name those with which terms and the year to date end. */
function findWeeks(series: Statistics['series']): Week[] {
  const weeks = (series.get('weekly') ?? []).flatMap(({ period }: PublishedRow) =>
    period.kind === 'week' ? [period] : [],
  );
  return weeks.toSorted((a, b) => a.year - b.year || a.week - b.week);
}
