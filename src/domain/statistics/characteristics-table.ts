import { type SafeRows, type SafeTable, safeTable } from '../disclosure/safe-rows.ts';
import { groupLabel } from '../pupils/group-label.ts';
import { type Cell, HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE } from './cell.ts';
import { POSSIBLE } from './columns.ts';
import type { Term, Week } from './period.ts';
import { type PublishedRow, persistentCell, pupilsCell, rateCell, severeCell, twoDecimals } from './published-row.ts';
import { defaultsOf, keysOf, TIDY_KEYS } from './tidy-table.ts';

const TOPICS: Readonly<Record<string, string>> = {
  all: 'Total',
  gender: 'Sex',
  sen: 'Special educational needs',
  free_school_meals: 'Free school meals',
};

/** Sessions, each with the rate that it gives. */
const SESSIONS = [
  ['attendance', 'overall_attendance'],
  ['overall_absence', 'overall_absence'],
  ['authorised_absence', 'authorised_absence'],
  ['unauthorised_absence', 'unauthorised_absence'],
] as const;

const MEASURES = [
  'possible_session_count',
  ...SESSIONS.map(([name]) => `${name}_session_count`),
  ...SESSIONS.map(([name]) => `${name}_percent`),
  'enrolment_count',
  'persistent_absence_count',
  'severe_absence_count',
  'persistent_absence_percent',
  'severe_absence_percent',
];

/**
 * Weeks, terms and the year to date by sex, special educational needs and free school meals, in the tidy layout: a row for each area, phase, time and
 * group, rates beside the counts that they are made from. Pupils are those with a possible session in the time; of a week there are none, since
 * persistent absence is of a term or a year (pupil absence statistics, methodology).
 */
export function characteristicsTable(rows: SafeRows, lastWeek: Week, lastOfTerms: ReadonlyMap<Term, Week>): SafeTable {
  return safeTable([rows], {
    keyColumns: [...TIDY_KEYS, 'breakdown_topic', 'breakdown'],
    defaults: { ...defaultsOf(lastWeek), time_frame: 'Week' },
    measureColumns: MEASURES,
    rows: {
      *[Symbol.iterator]() {
        for (const row of rows)
          yield {
            keys: [...keysOf(row, lastWeek, lastOfTerms), ...breakdownOf(row.group ?? 'all')],
            measures:
              row.counts === null ? MEASURES.map(() => (row.leftOut ? NOT_AVAILABLE : HIDDEN)) : measuresOf(row),
          };
      },
    },
  });
}

function breakdownOf(group: string): [Cell, Cell] {
  const topic = TOPICS[group.split('=')[0]!]!;
  return [topic, group === 'all' ? topic : groupLabel(group)];
}

function measuresOf(row: PublishedRow): Cell[] {
  const count = (column: string): Cell => row.counts!.get(column)?.toString() ?? NOT_AVAILABLE;
  return [
    count(POSSIBLE),
    ...SESSIONS.map(([, of]) => count(of)),
    ...SESSIONS.map(([, of]) => rateCell(row, of, twoDecimals)),
    ...pupilCells(row),
  ];
}

function pupilCells(row: PublishedRow): Cell[] {
  if (row.period.kind === 'day' || row.period.kind === 'week') return new Array<Cell>(5).fill(NOT_APPLICABLE);
  return [
    ...(['enrolments', 'persistent', 'severe'] as const).map((of) => pupilsCell(row, of)),
    persistentCell(row, twoDecimals),
    severeCell(row, twoDecimals),
  ];
}
