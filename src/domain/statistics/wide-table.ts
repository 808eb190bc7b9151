import { type SafeRows, type SafeTable, safeTable } from '../disclosure/safe-rows.ts';
import { academicYear } from '../sessions/academic-year.ts';
import { AREA_COLUMNS, areaCells } from './area.ts';
import { type Cell, HIDDEN, NOT_AVAILABLE } from './cell.ts';
import { CENSUS, COVERAGE, type Columns, TOTALS } from './columns.ts';
import { type Period, timeOf } from './period.ts';
import { allDigits, type PublishedRow, persistentCell, rateCell } from './published-row.ts';

/** A row as published: what says which row it is, and its measures, which are hidden together or not at all. */
export interface TableRow {
  readonly keys: readonly Cell[];
  readonly measures: readonly Cell[];
}

/** A table before or after something in it was hidden. */
export interface Table {
  readonly keyColumns: readonly string[];
  readonly measureColumns: readonly string[];
  /** By filter, the item that is shown where none is chosen; of filters that have the item Total nothing. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** May be gone through more than once; those of millions of rows are made while they are. */
  readonly rows: Iterable<TableRow>;
}

const PERSISTENT = 'pa_perc';

/** The wide layout of one series, in the columns of the Department's files of that year. Rows are all of one kind of period. */
export function wideTable(rows: SafeRows, columns: Columns): SafeTable & { rows: readonly TableRow[] } {
  const kind = rows[0]!.period.kind;
  const keyColumns = keyColumnsOf(kind, columns);
  const hasPersistence = rows.some(({ persistence }) => persistence !== null);
  const rates = columns.rates.map(({ column }) => column);
  const table = {
    keyColumns,
    ...(kind === 'day' && { defaults: { attendance_date: lastDay(rows) } }),
    measureColumns: [
      ...COVERAGE,
      ...TOTALS,
      ...columns.reasons,
      ...CENSUS,
      ...rates,
      ...(hasPersistence ? [PERSISTENT] : []),
    ],
    rows: rows.map((row) => {
      const keys = keysOf(row);
      return {
        keys: keyColumns.map((column) => keys[column]!),
        measures: measuresOf(row, columns, hasPersistence),
      };
    }),
  };
  return Object.assign(safeTable([rows], table), { rows: table.rows });
}

/** A day is no sum of others, so that the last one stands for all. */
const lastDay = (rows: SafeRows): string =>
  rows.reduce((last, { period }) => (period.kind === 'day' && period.date > last ? period.date : last), '');

function keyColumnsOf(kind: Period['kind'], { phase }: Columns): string[] {
  const term = kind === 'term' ? ['academic_year'] : [];
  const day = kind === 'day' ? ['attendance_date'] : [];
  return [...term, 'time_period', 'time_identifier', ...AREA_COLUMNS, ...day, phase];
}

/** The cells that say which row it is, by column. */
function keysOf({ area, phase, period }: PublishedRow): Readonly<Record<string, Cell>> {
  const time = timeOf(period);
  return {
    ...areaCells(area),
    academic_year: period.kind === 'term' ? academicYear(period.startYear).code : '',
    time_period: time.period,
    time_identifier: time.identifier,
    attendance_date: period.kind === 'day' ? period.date : '',
    school_type: phase,
    education_phase: phase,
  };
}

function measuresOf(row: PublishedRow, columns: Columns, hasPersistence: boolean): Cell[] {
  const { counts, census, schools, enrolments } = row;
  const shown = (cell: () => Cell): Cell => (counts === null ? HIDDEN : cell());
  const count = (column: string): Cell => shown(() => countText(counts!.get(column)));
  return [
    // By the Department's rule the number of schools is told: it is what the others were hidden for.
    row.schoolsHidden ? HIDDEN : meanText(schools),
    shown(() => meanText(enrolments)),
    ...TOTALS.map(count),
    ...columns.reasons.map(count),
    counts === null ? hiddenSchools(census.schools, columns) : countText(census.schools),
    shown(() => countText(census.enrolments)),
    ...columns.rates.map(({ of }) => shown(() => rateCell(row, of, allDigits))),
    ...(hasPersistence ? [shown(() => persistentCell(row, allDigits))] : []),
  ];
}

function hiddenSchools(schools: number | null, { censusSchools }: Columns): Cell {
  if (censusSchools === 'hidden') return HIDDEN;
  return censusSchools === 'shown' ? countText(schools) : NOT_AVAILABLE;
}

const countText = (count: number | null | undefined): Cell => count?.toString() ?? NOT_AVAILABLE;

/** A mean of whole numbers, to 15 significant digits: `5690.4`. */
const meanText = (mean: number | null): Cell => (mean === null ? NOT_AVAILABLE : String(Number(mean.toPrecision(15))));
