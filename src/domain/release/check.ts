import { AREA_COLUMNS, type Area } from '../statistics/area.ts';
import type { Phase } from '../statistics/phase.ts';

/** Something wrong in a file of a release, and where. */
export interface Problem {
  /** `weekly.csv`; null when it is about the release as a whole. */
  readonly file: string | null;
  /** From 1, the header; null when it is about the whole file. */
  readonly line: number | null;
  readonly column: string | null;
  readonly why: string;
}

/** `weekly.csv, line 12, column num_schools: …` */
export const sayProblem = ({ file, line, column, why }: Problem): string => {
  const where = [file, line === null ? null : `line ${line}`, column === null ? null : `column ${column}`];
  return `${where.filter((each) => each !== null).join(', ') || 'the release'}: ${why}`;
};

/** A data file of a release with its metadata; its rows are shown to checks one after the other. */
export interface CheckedFile {
  /** Without its ending: `weekly`. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Null: it has none. */
  readonly metadata: Metadata | null;
}

export interface Metadata {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What checks compare a release with. */
export interface CheckContext {
  readonly startYear: number;
  /** The last day that is counted. */
  readonly asOf: string;
  /** Every area that there is, as it is named. */
  readonly areas: readonly Area[];
  /** Schools of the nation that share their data, by phase. */
  readonly sharing: ReadonlyMap<Phase, number>;
  /** Headline figures of the release before; null for the first of an academic year. */
  readonly former: Headlines | null;
  /** What attacking the release as a reader could has found; null: it was not attacked. */
  readonly attack: { readonly tried: number; readonly recovered: readonly string[] } | null;
  readonly limits: CheckLimits;
}

/** Limits that an operator sets. */
export interface CheckLimits {
  /** The least part of the schools that share whose registers are in the last week, per cent. */
  readonly leastResponsePercent: number;
  /** The most that a national or regional rate of a week may differ from the release before, in percentage points. */
  readonly largestChange: number;
}

/** Rates and schools of the weeks of a release, by `headlineKey`. */
export type Headlines = ReadonlyMap<string, Headline>;
export interface Headline {
  /** As they are printed, `c` or `z` among them, by column. */
  readonly rates: ReadonlyMap<string, string>;
  readonly schools: string;
}

/** What was seen of a file when it is at its end. */
export interface Seen {
  /** The items of columns that are no indicators, with the line on which each was first; of more than `MOST_ITEMS` the first. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly rows: number;
}

/** Where a check puts what it finds. */
export type Report = (where: { readonly line?: number; readonly column?: string }, why: string) => void;

/** What a check does with a file: with each row, and when all were seen. */
export interface Look {
  readonly row?: (cells: readonly string[], line: number) => void;
  readonly end?: (seen: Seen) => void;
}

/** A named check that a release must pass to be published. */
export interface Check {
  readonly name: string;
  /** What holds in a release that passes it, in one sentence. */
  readonly says: string;
  /** Looks at one file; null when it has nothing to say of it. */
  readonly look?: (file: CheckedFile, context: CheckContext, report: Report) => Look | null;
  /** Looks at the release as a whole. @param names of all public files */
  readonly lookAtAll?: (names: readonly string[], context: CheckContext, report: Report) => void;
}

/** The most items that a filter may have (open data standard). */
export const MOST_ITEMS = 25_000;

export const TIME_COLUMNS: readonly string[] = ['time_period', 'time_identifier', 'academic_year'];
const GEOGRAPHY: readonly string[] = AREA_COLUMNS;

/** Columns of geography and time, of which metadata says nothing. */
export const isKey = (column: string): boolean => TIME_COLUMNS.includes(column) || GEOGRAPHY.includes(column);

/** A cell of a row of metadata. */
export const metadataCell = ({ columns }: Metadata, row: readonly string[], column: string): string =>
  row[columns.indexOf(column)] ?? '';

function named(file: CheckedFile, type: 'Filter' | 'Indicator'): string[] {
  const { metadata } = file;
  if (!metadata) return [];
  return metadata.rows
    .filter((row) => metadataCell(metadata, row, 'col_type') === type)
    .map((row) => metadataCell(metadata, row, 'col_name'));
}

export const indicatorsOf = (file: CheckedFile): string[] =>
  named(file, 'Indicator').filter((column) => file.columns.includes(column));

/** Columns that say which row it is, besides geography and time: those of metadata, those that group them, and those of one item. */
export function filtersOf(file: CheckedFile): string[] {
  const indicators = new Set(named(file, 'Indicator'));
  return file.columns.filter((column) => !isKey(column) && !indicators.has(column));
}

/** The indicators that metadata gives in per cent. */
export function percentagesOf(file: CheckedFile): string[] {
  const { metadata } = file;
  if (!metadata) return [];
  return indicatorsOf(file).filter((column) =>
    metadata.rows.some(
      (row) =>
        metadataCell(metadata, row, 'col_name') === column && metadataCell(metadata, row, 'indicator_unit') === '%',
    ),
  );
}

/** Reads a cell of rows of a file; empty where the file has no such column. */
export function cellReader(file: CheckedFile, column: string): (cells: readonly string[]) => string {
  const place = file.columns.indexOf(column);
  return (cells) => cells[place] ?? '';
}

/** A cell's number; null for symbols and texts. */
export const numberIn = (cell: string): number | null =>
  /^-?\d/.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : null;
