import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { RollcallError } from '../errors.ts';

/** What two files of one layout have in common. */
export interface Comparison {
  /** Cells of rows and columns that both have. */
  readonly compared: number;
  readonly equal: number;
  readonly different: number;
  /** Cells that only one has: those of rows of B that A lacks, and those that one gives as not available. */
  readonly missing: number;
  readonly rowsMissing: readonly string[];
  /** Rows of A that B does not have. */
  readonly rowsAdded: readonly string[];
  readonly columnsMissing: readonly string[];
  readonly columnsAdded: readonly string[];
  /** The first differences. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly row: string;
  readonly column: string;
  readonly a: string;
  readonly b: string;
}

/** As many differences as are kept to be shown. */
const KEPT = 50;

/** What says which row it is. Names are compared like any cell: two spellings of an area are a difference. */
const KEYS = [
  'time_period',
  'time_identifier',
  'time_frame',
  'attendance_date',
  'reference_date',
  'geographic_level',
  'region_code',
  'new_la_code',
  'phase',
  'attendance_status',
  'attendance_type',
  'attendance_reason',
] as const;
/** One thing under two names. */
const SAME: Readonly<Record<string, string>> = { school_type: 'phase', education_phase: 'phase' };
/** Not a measure, and written in several ways. */
const PASSED_OVER = new Set(['country_code', 'country_name', 'academic_year', 'old_la_code']);

type Cells = ReadonlyMap<string, string>;

/**
 * Compares the cells of two files: counts exactly, rates and means within a tolerance. Symbols are compared by meaning: an empty cell, `NA` and `x` are
 * one (not available), and so are `NaN` and `z` (nothing to divide by).
 * @param tolerance of rates, in percentage points; of means, as a part of them
 * @throws file-invalid when one cannot be read, has no key columns, or two rows of one key
 */
export function compareFiles(pathA: string, pathB: string, tolerance: number): Comparison {
  const [a, b] = [readTable(pathA), readTable(pathB)];
  const columns = b.columns.filter((column) => a.columns.includes(column));
  const tally = { compared: 0, equal: 0, different: 0, missing: 0 };
  const rowsMissing: string[] = [];
  const differences: Difference[] = [];
  for (const [row, theirs] of b.rows) {
    const ours = a.rows.get(row);
    if (ours === undefined) {
      rowsMissing.push(row);
      tally.missing += columns.length;
      continue;
    }
    for (const column of columns) {
      const [cellA, cellB] = [ours.get(column)!, theirs.get(column)!];
      if ((meaningOf(cellA) === 'x') !== (meaningOf(cellB) === 'x')) {
        tally.missing++;
        continue;
      }
      tally.compared++;
      if (isEqual(cellA, cellB, column, tolerance)) tally.equal++;
      else {
        tally.different++;
        if (differences.length < KEPT) differences.push({ row, column, a: cellA, b: cellB });
      }
    }
  }
  return {
    ...tally,
    rowsMissing,
    rowsAdded: [...a.rows.keys()].filter((row) => !b.rows.has(row)),
    columnsMissing: b.columns.filter((column) => !a.columns.includes(column)),
    columnsAdded: a.columns.filter((column) => !b.columns.includes(column)),
    differences,
  };
}

function readTable(path: string): { readonly columns: string[]; readonly rows: ReadonlyMap<string, Cells> } {
  const invalid = (why: string, cause?: unknown) => new RollcallError('file-invalid', `${path} ${why}.`, { cause });
  let records: string[][];
  try {
    records = parse(readFileSync(path), { bom: true, skip_empty_lines: true }) as string[][];
  } catch (error) {
    throw invalid(`cannot be read as CSV: ${(error as Error).message}`, error);
  }
  const header = (records[0] ?? []).map((column) => SAME[column] ?? column);
  if (!header.includes('geographic_level'))
    throw invalid('has no column geographic_level: it is no file of statistics');
  const rows = new Map<string, Cells>();
  for (const [index, record] of records.slice(1).entries()) {
    const cells = new Map(header.map((column, place) => [column, record[place]!]));
    const key = KEYS.flatMap((column) => (cells.has(column) ? [keyText(column, cells)] : [])).join(', ');
    if (rows.has(key)) throw invalid(`has two rows of ${key} (line ${index + 2})`);
    rows.set(key, cells);
  }
  const keys = new Set<string>(KEYS);
  return { columns: header.filter((column) => !keys.has(column) && !PASSED_OVER.has(column)), rows };
}

/** Codes that do not apply to the level are empty, whatever stands there. */
function keyText(column: string, cells: Cells): string {
  const text = cells.get(column)!;
  const level = cells.get('geographic_level');
  if (column === 'region_code' && level === 'National') return '';
  return column === 'new_la_code' && level !== 'Local authority' ? '' : text;
}

function meaningOf(cell: string): string {
  if (cell === '' || cell === 'NA' || cell === 'x') return 'x';
  return cell === 'NaN' || cell === 'z' ? 'z' : cell;
}

const IS_RATE = /_(perc|percent)$/;
/** Written to 15 digits, however large: the tolerance is a part of them. */
const IS_MEAN = /^(num_schools|enrolments)$/;

function isEqual(a: string, b: string, column: string, tolerance: number): boolean {
  if (meaningOf(a) === meaningOf(b)) return true;
  const [numberA, numberB] = [numberOf(a), numberOf(b)];
  if (numberA === null || numberB === null) return false;
  const allowed = IS_RATE.test(column) ? tolerance : IS_MEAN.test(column) ? tolerance * Math.max(1, numberB) : 0;
  return Math.abs(numberA - numberB) <= allowed;
}

const numberOf = (cell: string): number | null =>
  /^-?\d/.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : null;
