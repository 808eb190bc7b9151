import type { Cell } from '../../domain/statistics/cell.ts';
import { areaCode, areaName, oneOf, type PublishedCells, type PublishedRows, phaseOf } from './published-rows.ts';

/** A table of the spreadsheet: each cell as it is published, or words. */
export interface StatisticsSheet {
  readonly title: string;
  /** The file of the release whose figures it has. */
  readonly file: string;
  readonly heads: readonly string[];
  /** How many columns from the left are words. */
  readonly words: number;
  readonly rows: readonly (readonly Cell[])[];
}

type Column = readonly [head: string, cell: (cells: PublishedCells) => Cell];

const AREA: readonly Column[] = [
  ['Area code', areaCode],
  ['Area', areaName],
  ['Level', (cells) => cells['geographic_level']!],
  ['Phase', phaseOf],
];
const TIME: Column = ['Week', (cells) => `${cells['time_period']!} ${cells['time_identifier']!.toLowerCase()}`];
const measure = (head: string, column: string): Column => [head, (cells) => cells[column]!];
const SESSIONS: readonly Column[] = [
  measure('Schools', 'num_schools'),
  measure('Enrolments', 'enrolments'),
  measure('Possible sessions', 'possible_sessions'),
  measure('Attendance (%)', 'attendance_perc'),
  measure('Overall absence (%)', 'overall_absence_perc'),
  measure('Authorised absence (%)', 'authorised_absence_perc'),
  measure('Unauthorised absence (%)', 'unauthorised_absence_perc'),
  measure('Illness (%)', 'illness_perc'),
];
/** Of the Department's kind of file there is the first alone. */
const PERSISTENCE = [
  ['Persistent absence (%)', 'persistent_absence_percent'],
  ['Severe absence (%)', 'severe_absence_percent'],
  ['Persistently absent pupils', 'persistent_absence_count'],
  ['Severely absent pupils', 'severe_absence_count'],
  ['Pupils', 'enrolment_count'],
] as const;
const NATION_AND_REGIONS = oneOf('National', 'Regional');

/** The headline tables of a release, those without rows left out. */
export function statisticsSheets(published: PublishedRows): StatisticsSheet[] {
  const weekly = published.rows('weekly');
  const [last] = weekly.toSorted((a, b) => weekNumber(b) - weekNumber(a));
  const persistence = (file: string) =>
    PERSISTENCE.filter(([, column]) => published.columns(file).includes(column)).map(([head, column]) =>
      measure(head, column),
    );
  const sheets = [
    sheet(
      'Weeks: England and regions by phase',
      'weekly',
      [TIME, ...AREA],
      SESSIONS,
      weekly.filter(({ geographic_level }) => NATION_AND_REGIONS(geographic_level!)),
    ),
    sheet(
      'Last week: local authorities by phase',
      'weekly',
      [TIME, ...AREA],
      SESSIONS,
      weekly.filter((row) => row['geographic_level'] === 'Local authority' && weekNumber(row) === weekNumber(last!)),
    ),
    sheet('Year to date by area and phase', 'year-to-date', AREA, SESSIONS, published.rows('year-to-date')),
    sheet(
      'Persistent absence in the year to date by area and phase',
      'persistent-absence',
      AREA,
      persistence('persistent-absence'),
      published.rows('persistent-absence', { time_frame: oneOf('Year to date') }),
    ),
    sheet(
      'Groups of pupils in the year to date: England and regions',
      'attendance-by-characteristic',
      [...AREA, measure('Characteristic', 'breakdown_topic'), measure('Group of pupils', 'breakdown')],
      [
        measure('Possible sessions', 'possible_session_count'),
        measure('Attendance (%)', 'attendance_percent'),
        measure('Overall absence (%)', 'overall_absence_percent'),
        ...persistence('attendance-by-characteristic'),
      ],
      published.rows('attendance-by-characteristic', {
        time_frame: oneOf('Year to date'),
        geographic_level: NATION_AND_REGIONS,
      }),
    ),
    sheet(
      'Reasons in the last week and the year to date: England and regions',
      'attendance-reasons',
      [
        measure('Time', 'time_frame'),
        ...AREA,
        measure('Status', 'attendance_status'),
        measure('Type', 'attendance_type'),
        measure('Reason', 'attendance_reason'),
      ],
      [measure('Sessions', 'session_count'), measure('Share of possible sessions (%)', 'session_percent')],
      published.rows('attendance-reasons', {
        geographic_level: NATION_AND_REGIONS,
        time_frame: oneOf('Week', 'Year to date'),
        time_period: oneOf(last?.['time_period'] ?? ''),
        time_identifier: oneOf(last?.['time_identifier'] ?? ''),
      }),
    ),
    sheet(
      'Revisions since the release before: England and regions',
      'revisions',
      [TIME, ...AREA, measure('Headline rate', 'headline_rate')],
      [measure('In the release before (%)', 'former_percent'), measure('In this release (%)', 'revised_percent')],
      published.rows('revisions'),
    ),
  ];
  return sheets.filter(({ rows }) => rows.length > 0);
}

/** `202637`, so that weeks can be put in order. */
export const weekNumber = (cells: PublishedCells): number =>
  Number(cells['time_period']!) * 100 + Number(cells['time_identifier']!.replace('Week ', ''));

function sheet(
  title: string,
  file: string,
  words: readonly Column[],
  measures: readonly Column[],
  rows: readonly PublishedCells[],
): StatisticsSheet {
  const columns = [...words, ...measures];
  return {
    title,
    file,
    heads: columns.map(([head]) => head),
    words: words.length,
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}
