import type { SafeRows } from '../domain/disclosure/safe-rows.ts';
import { characteristicsTable } from '../domain/statistics/characteristics-table.ts';
import { columnsOf } from '../domain/statistics/columns.ts';
import { mondayOfWeek, TERMS, type Term, termOf, type Week } from '../domain/statistics/period.ts';
import type { PublishedRow } from '../domain/statistics/published-row.ts';
import { persistenceTable, reasonsTable } from '../domain/statistics/tidy-table.ts';
import { wideTable } from '../domain/statistics/wide-table.ts';
import type { Series } from './make-statistics.ts';
import type { NamedTable } from './write-statistics.ts';

/** The files of the wide layout, one a series. */
const WIDE_FILES: Readonly<Partial<Record<Series, string>>> = {
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
  const wide = [...series].flatMap(([series, rows]) => {
    const name = WIDE_FILES[series];
    if (name === undefined) return [];
    return [{ name, table: wideTable(rows, columns), ...(series === 'year to date' && { last: ['time_identifier'] }) }];
  });
  return [...wide, ...tidyOf(series, startYear)];
}

function tidyOf(series: ReadonlyMap<Series, SafeRows>, startYear: number): NamedTable[] {
  const weeks = findWeeks(series.get('weekly') ?? []);
  const lastWeek = weeks.at(-1);
  if (lastWeek === undefined) return [];
  const lastOfTerms = new Map(weeks.map((week): [Term, Week] => [termOf(mondayOfWeek(week)), week]));
  const persistent = seriesNamed(series, ...TERMS, 'year to date').filter((rows) =>
    rows.some(({ persistence }) => persistence !== null),
  );
  const groups = series.get('by characteristic');
  return [
    {
      name: 'attendance-reasons',
      table: reasonsTable(seriesNamed(series, 'daily', 'weekly', 'year to date'), startYear, lastWeek),
    },
    ...(persistent.length > 0
      ? [{ name: 'persistent-absence', table: persistenceTable(persistent, lastWeek, lastOfTerms) }]
      : []),
    ...(groups
      ? [{ name: 'attendance-by-characteristic', table: characteristicsTable(groups, lastWeek, lastOfTerms) }]
      : []),
  ];
}

/** Those of the series that there are. */
const seriesNamed = (series: ReadonlyMap<Series, SafeRows>, ...names: readonly Series[]): SafeRows[] =>
  names.map((name) => series.get(name)).filter((rows) => rows !== undefined);

/** The weeks that there are, in order: the tidy files name those with which terms and the year to date end, which these do not tell themselves. */
function findWeeks(weekly: readonly PublishedRow[]): Week[] {
  const weeks = weekly.flatMap(({ period }) => (period.kind === 'week' ? [period] : []));
  return weeks.toSorted((a, b) => a.year - b.year || a.week - b.week);
}
