import { academicYear } from '../sessions/academic-year.ts';
import { ENGLAND } from './area.ts';
import { CENSUS, COVERAGE, type Columns, TOTALS } from './columns.ts';
import { type Period, timeOf } from './period.ts';
import { type PublishedRow, persistentDigits, type Rate, rateDigits } from './published-row.ts';

/** A cell of a published table: a number as it is printed, or a symbol of the open data standard. */
export type Cell = string;
/** Suppressed to protect people or schools. */
export const HIDDEN = 'c';
/** There is no such figure. */
export const NOT_APPLICABLE = 'z';
/** There is such a figure, and it is not available. */
export const NOT_AVAILABLE = 'x';

/** A row as published: what says which row it is, and its measures, which are hidden together or not at all. */
export interface TableRow {
  readonly keys: readonly Cell[];
  readonly measures: readonly Cell[];
}

/** A table before or after something in it was hidden. */
export interface Table {
  readonly keyColumns: readonly string[];
  readonly measureColumns: readonly string[];
  /** May be gone through more than once; those of millions of rows are made while they are. */
  readonly rows: Iterable<TableRow>;
}

const PERSISTENT = 'pa_perc';
const GEOGRAPHY = [
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'new_la_code',
  'la_name',
  'old_la_code',
] as const;

/** The wide layout of one series, in the columns of the Department's files of that year. Rows are all of one kind of period. */
export function wideTable(rows: readonly PublishedRow[], columns: Columns): Table & { rows: readonly TableRow[] } {
  const kind = rows[0]!.period.kind;
  const keyColumns = keyColumnsOf(kind, columns);
  const hasPersistence = rows.some(({ persistence }) => persistence !== null);
  const rates = columns.rates.map(({ column }) => column);
  return {
    keyColumns,
    measureColumns: [
      ...COVERAGE,
      ...TOTALS,
      ...columns.reasons,
      ...CENSUS,
      ...rates,
      ...(hasPersistence ? [PERSISTENT] : []),
    ],
    rows: rows.map((row) => ({
      keys: keyColumns.map((column) => keyOf(row, column)),
      measures: measuresOf(row, columns, hasPersistence),
    })),
  };
}

function keyColumnsOf(kind: Period['kind'], { phase }: Columns): string[] {
  const term = kind === 'term' ? ['academic_year'] : [];
  const day = kind === 'day' ? ['attendance_date'] : [];
  return [...term, 'time_period', 'time_identifier', ...GEOGRAPHY, ...day, phase];
}

function keyOf({ area, phase, period }: PublishedRow, column: string): Cell {
  const time = timeOf(period);
  const cells: Readonly<Record<string, string>> = {
    academic_year: period.kind === 'term' ? academicYear(period.startYear).code : '',
    time_period: time.period,
    time_identifier: time.identifier,
    geographic_level: area.level,
    country_code: ENGLAND.code,
    country_name: ENGLAND.name,
    region_code: area.regionCode,
    region_name: area.regionName,
    new_la_code: area.newLaCode,
    la_name: area.laName,
    old_la_code: area.oldLaCode,
    attendance_date: period.kind === 'day' ? period.date : '',
    school_type: phase,
    education_phase: phase,
  };
  return cells[column]!;
}

function measuresOf(row: PublishedRow, columns: Columns, hasPersistence: boolean): Cell[] {
  const { counts, census, schools, enrolments } = row;
  const shown = (cell: () => Cell): Cell => (counts === null ? HIDDEN : cell());
  const count = (column: string): Cell => shown(() => countText(counts!.get(column)));
  return [
    // The number of schools is what the others were hidden for.
    meanText(schools),
    shown(() => meanText(enrolments)),
    ...TOTALS.map(count),
    ...columns.reasons.map(count),
    counts === null ? hiddenSchools(census.schools, columns) : countText(census.schools),
    shown(() => countText(census.enrolments)),
    ...columns.rates.map(({ of }) => shown(() => rateText(rateDigits(row, of)))),
    ...(hasPersistence ? [shown(() => rateText(persistentDigits(row)))] : []),
  ];
}

function hiddenSchools(schools: number | null, { censusSchools }: Columns): Cell {
  if (censusSchools === 'hidden') return HIDDEN;
  return censusSchools === 'shown' ? countText(schools) : NOT_AVAILABLE;
}

const countText = (count: number | null | undefined): Cell => count?.toString() ?? NOT_AVAILABLE;

const rateText = (rate: Rate): Cell => (rate === undefined ? NOT_AVAILABLE : (rate ?? NOT_APPLICABLE));

/** A mean of whole numbers, to 15 significant digits: `5690.4`. */
const meanText = (mean: number | null): Cell => (mean === null ? NOT_AVAILABLE : String(Number(mean.toPrecision(15))));
