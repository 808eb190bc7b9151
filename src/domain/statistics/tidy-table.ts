import { addDays, dayOfWeek } from '../sessions/dates.ts';
import { ENGLAND } from './area.ts';
import { type Period, timeOf } from './period.ts';
import { ALL_PHASES } from './phase.ts';
import { type PublishedRow, persistentRounded, type Rate, rateRounded } from './published-row.ts';
import { type TidyReason, tidyReasons } from './tidy-reasons.ts';
import { type Cell, HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE, type Table, type TableRow } from './wide-table.ts';

const GEOGRAPHY = [
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'old_la_code',
  'new_la_code',
  'la_name',
] as const;
const TIME = ['time_period', 'time_identifier', 'time_frame'] as const;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The week in which a year to date ends: the last that has rows. */
export type LastWeek = Extract<Period, { kind: 'week' }>;

/**
 * Sessions by reason in the tidy layout: each area, phase and time has a row for every status, type and reason, with its sessions and their share of
 * possible sessions to two decimals. Days, weeks and the year to date are time frames of one week's identifier, as the Department has it.
 */
export function reasonsTable(rows: readonly PublishedRow[], startYear: number, lastWeek: LastWeek): Table {
  const reasons = tidyReasons(startYear);
  return {
    keyColumns: [
      ...TIME,
      ...GEOGRAPHY,
      'reference_date',
      'education_phase',
      'attendance_status',
      'attendance_type',
      'attendance_reason',
    ],
    measureColumns: ['session_count', 'session_percent'],
    rows: { [Symbol.iterator]: () => reasonRows(rows, reasons, lastWeek) },
  };
}

function* reasonRows(
  rows: readonly PublishedRow[],
  reasons: readonly TidyReason[],
  lastWeek: LastWeek,
): Generator<TableRow, undefined> {
  for (const row of rows) {
    const keys = keysOf(row, lastWeek);
    for (const { status, type, reason, of } of reasons) {
      const count = row.counts?.get(of)?.toString() ?? NOT_AVAILABLE;
      const measures = row.counts === null ? [HIDDEN, HIDDEN] : [count, rateText(rateRounded(row, of))];
      yield { keys: [...keys, status, type, reason], measures };
    }
  }
}

/** Persistent absence in the year to date, in the tidy layout. */
export function persistenceTable(rows: readonly PublishedRow[], lastWeek: LastWeek): Table {
  return {
    keyColumns: [...TIME, ...GEOGRAPHY, 'reference_date', 'education_phase'],
    measureColumns: ['persistent_absence_percent', 'school_all_count', 'school_submitted_count'],
    rows: rows.map((row) => ({
      keys: keysOf(row, lastWeek),
      measures:
        row.counts === null
          ? [HIDDEN, HIDDEN, HIDDEN]
          : [
              rateText(persistentRounded(row)),
              row.census.schools?.toString() ?? NOT_AVAILABLE,
              row.schools === null ? NOT_AVAILABLE : String(Math.round(row.schools)),
            ],
    })),
  };
}

function keysOf({ area, phase, period }: PublishedRow, lastWeek: LastWeek): Cell[] {
  const time = timeOf(period.kind === 'year' ? lastWeek : period);
  const frame =
    period.kind === 'day' ? DAYS[dayOfWeek(period.date) - 1]! : period.kind === 'week' ? 'Week' : 'Year to date';
  const { level, regionCode, regionName, oldLaCode, newLaCode, laName } = area;
  const geography = [level, ENGLAND.code, ENGLAND.name, regionCode, regionName, oldLaCode, newLaCode, laName];
  return [
    time.period,
    time.identifier,
    frame,
    ...geography,
    referenceDate(period, lastWeek),
    phase === ALL_PHASES ? 'All schools' : phase,
  ];
}

/** The day itself; of a week and of a year to date the Friday with which it ends. */
function referenceDate(period: Period, lastWeek: LastWeek): string {
  if (period.kind === 'day') return period.date;
  return addDays(mondayOfWeek(period.kind === 'week' ? period : lastWeek), 4);
}

/** The Monday of an ISO week: week 1 is the one with 4 January in it. */
export function mondayOfWeek({ year, week }: LastWeek): string {
  const fourth = `${year}-01-04`;
  return addDays(fourth, 1 - dayOfWeek(fourth) + (week - 1) * 7);
}

const rateText = (rate: Rate): Cell => (rate === undefined ? NOT_AVAILABLE : (rate ?? NOT_APPLICABLE));
