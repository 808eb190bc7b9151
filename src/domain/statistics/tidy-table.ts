import { type SafeRows, type SafeTable, safeTable } from '../disclosure/safe-rows.ts';
import { addDays } from '../sessions/dates.ts';
import { dayInWords } from '../sessions/in-words.ts';
import { AREA_COLUMNS, type AreaColumn, areaCells } from './area.ts';
import { type Cell, HIDDEN, NOT_AVAILABLE } from './cell.ts';
import { mondayOfWeek, type Period, timeOf, type Week } from './period.ts';
import { ALL_PHASES } from './phase.ts';
import { type PublishedRow, persistentCell, rateCell, twoDecimals } from './published-row.ts';
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

/** Persistent absence in the year to date, in the tidy layout. */
export function persistenceTable(series: SafeRows, lastWeek: Week): SafeTable {
  const rows = series.filter(({ persistence }) => persistence !== null);
  return safeTable([series], {
    keyColumns: [...TIME, ...AREA, 'reference_date', 'education_phase'],
    defaults: { ...defaultsOf(lastWeek), time_frame: 'Year to date' },
    measureColumns: ['persistent_absence_percent', 'school_all_count', 'school_submitted_count'],
    rows: rows.map((row) => ({
      keys: keysOf(row, lastWeek),
      measures:
        row.counts === null
          ? [HIDDEN, HIDDEN, HIDDEN]
          : [
              persistentCell(row, twoDecimals),
              row.census.schools?.toString() ?? NOT_AVAILABLE,
              row.schools === null ? NOT_AVAILABLE : String(Math.round(row.schools)),
            ],
    })),
  });
}

/** Filters without the item Total: all schools, of the last week. */
const defaultsOf = (lastWeek: Week) => ({
  education_phase: 'All schools',
  reference_date: addDays(mondayOfWeek(lastWeek), 4),
});

function keysOf({ area, phase, period }: PublishedRow, lastWeek: Week): Cell[] {
  const time = timeOf(period.kind === 'year' ? lastWeek : period);
  const frame = period.kind === 'day' ? dayInWords(period.date) : period.kind === 'week' ? 'Week' : 'Year to date';
  const cells = areaCells(area);
  return [
    time.period,
    time.identifier,
    frame,
    ...AREA.map((column) => cells[column]),
    referenceDate(period, lastWeek),
    phase === ALL_PHASES ? 'All schools' : phase,
  ];
}

/** The day itself; of a week and of a year to date the Friday with which it ends. */
function referenceDate(period: Period, lastWeek: Week): string {
  if (period.kind === 'day') return period.date;
  return addDays(mondayOfWeek(period.kind === 'week' ? period : lastWeek), 4);
}
