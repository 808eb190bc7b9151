import { type SafeRows, type SafeTable, safeTable } from '../disclosure/safe-rows.ts';
import { dayInWords } from '../sessions/in-words.ts';
import { AREA_COLUMNS, type AreaColumn, areaCells } from './area.ts';
import { type Cell, HIDDEN, NOT_AVAILABLE } from './cell.ts';
import { lastDayOf, type Period, type Term, timeOf, type Week } from './period.ts';
import { ALL_PHASES } from './phase.ts';
import { type PublishedRow, persistentCell, pupilsCell, rateCell, severeCell, twoDecimals } from './published-row.ts';
import { type TidyReason, tidyReasons } from './tidy-reasons.ts';
import type { TableRow } from './wide-table.ts';

/** The old code of an authority stands before the new one, unlike in the wide files. */
const AREA: readonly AreaColumn[] = AREA_COLUMNS.flatMap((column): AreaColumn[] => {
  if (column === 'old_la_code') return [];
  return column === 'new_la_code' ? ['old_la_code', column] : [column];
});
const TIME = ['time_period', 'time_identifier', 'time_frame'] as const;

/**
 * Sessions by reason in the tidy layout: each area, phase and time has a row for every status, type and reason, with its sessions and their share of
 * possible sessions to two decimals. Days, weeks and the year to date are time frames of one week's identifier, as the Department has it.
 */
export function reasonsTable(series: readonly SafeRows[], startYear: number, lastWeek: Week): SafeTable {
  const reasons = tidyReasons(startYear);
  return safeTable(series, {
    keyColumns: [
      ...TIME,
      ...AREA,
      'reference_date',
      'education_phase',
      'attendance_status',
      'attendance_type',
      'attendance_reason',
    ],
    defaults: {
      ...defaultsOf(lastWeek),
      time_frame: 'Week',
      attendance_status: 'Possible sessions',
      attendance_type: 'All possible sessions',
      attendance_reason: 'All possible sessions',
    },
    measureColumns: ['session_count', 'session_percent'],
    rows: { [Symbol.iterator]: () => reasonRows(series.flat(), reasons, lastWeek) },
  });
}

function* reasonRows(
  rows: readonly PublishedRow[],
  reasons: readonly TidyReason[],
  lastWeek: Week,
): Generator<TableRow, undefined> {
  for (const row of rows) {
    const keys = keysOf(row, lastWeek);
    for (const { status, type, reason, of } of reasons) {
      const count = row.counts?.get(of)?.toString() ?? NOT_AVAILABLE;
      const measures = row.counts === null ? [HIDDEN, HIDDEN] : [count, rateCell(row, of, twoDecimals)];
      yield { keys: [...keys, status, type, reason], measures };
    }
  }
}

/**
 * Persistent absence in the year to date and in terms, in the tidy layout. Where severe absence is known, as it is from tallies, it stands beside it
 * with the pupils that both are of: the Department's file has neither.
 * @param lastOfTerms the week with which each term ends, or the last there is of it
 */
export function persistenceTable(
  series: readonly SafeRows[],
  lastWeek: Week,
  lastOfTerms: ReadonlyMap<Term, Week> = new Map(),
): SafeTable {
  const rows = series.flat().filter(({ persistence }) => persistence !== null);
  const hasSevere = rows.some(({ severe }) => severe !== null);
  const measureColumns = [
    'persistent_absence_percent',
    'school_all_count',
    'school_submitted_count',
    ...(hasSevere ? PUPIL_MEASURES : []),
  ];
  const measuresOf = (row: PublishedRow): Cell[] => [
    persistentCell(row, twoDecimals),
    row.census.schools?.toString() ?? NOT_AVAILABLE,
    row.schools === null ? NOT_AVAILABLE : String(Math.round(row.schools)),
    ...(hasSevere ? pupilCells(row) : []),
  ];
  return safeTable(series, {
    keyColumns: TIDY_KEYS,
    defaults: { ...defaultsOf(lastWeek), time_frame: 'Year to date' },
    measureColumns,
    rows: rows.map((row) => ({
      keys: keysOf(row, lastWeek, lastOfTerms),
      measures: row.counts === null || row.pupilsHidden ? measureColumns.map(() => HIDDEN) : measuresOf(row),
    })),
  });
}

/** Severe absence, and the pupils that it and persistent absence are of. */
const PUPIL_MEASURES = [
  'severe_absence_percent',
  'persistent_absence_count',
  'severe_absence_count',
  'enrolment_count',
] as const;

function pupilCells(row: PublishedRow): Cell[] {
  const counts = (['persistent', 'severe', 'enrolments'] as const).map((of) => pupilsCell(row, of));
  return [severeCell(row, twoDecimals), ...counts];
}

/** Filters without the item Total: all schools, of the last week. */
export const defaultsOf = (lastWeek: Week) => ({
  education_phase: 'All schools',
  reference_date: lastDayOf(lastWeek),
});

/** The week by which a period longer than a week is named. */
function endOf(period: Period, lastWeek: Week, lastOfTerms: ReadonlyMap<Term, Week>): Period {
  if (period.kind === 'term') return lastOfTerms.get(period.term) ?? lastWeek;
  return period.kind === 'year' ? lastWeek : period;
}

export const TIDY_KEYS = [...TIME, ...AREA, 'reference_date', 'education_phase'] as const;

/** The cells of `TIDY_KEYS`. A term is named by its last week, as the year to date is: a file has weeks alone in its time identifiers. */
export function keysOf(
  { area, phase, period }: PublishedRow,
  lastWeek: Week,
  lastOfTerms: ReadonlyMap<Term, Week> = new Map(),
): Cell[] {
  const end = endOf(period, lastWeek, lastOfTerms);
  const time = timeOf(end);
  const cells = areaCells(area);
  return [
    time.period,
    time.identifier,
    frameOf(period),
    ...AREA.map((column) => cells[column]),
    referenceDate(end),
    phase === ALL_PHASES ? 'All schools' : phase,
  ];
}

function frameOf(period: Period): string {
  if (period.kind === 'day') return dayInWords(period.date);
  if (period.kind === 'term') return period.term;
  return period.kind === 'week' ? 'Week' : 'Year to date';
}

/** The day itself; of a week the Friday with which it ends. */
const referenceDate = (end: Period): string => (end.kind === 'day' || end.kind === 'week' ? lastDayOf(end) : '');
