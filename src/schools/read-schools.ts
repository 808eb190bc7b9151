import { basename } from 'node:path';
import { isDate } from '../domain/sessions/dates.ts';
import { type Binding, bindColumns } from './extract-columns.ts';
import { readLookups } from './gias-lookups.ts';
import { type ParsedSchool, parseSchool } from './parse-school.ts';
import { DOWNLOAD_ADVICE, type FileLook, invalid, readRows } from './read-csv.ts';

/** A row that was left out. */
export interface RefusedRow {
  readonly line: number;
  readonly why: string;
}

export interface SchoolBatch {
  readonly batch: readonly ParsedSchool[];
  /** The columns that the file has. */
  readonly columns: Binding;
  /** Rows read so far. */
  readonly read: number;
}

const BATCH = 4000;

/**
 * Streams the schools of an extract, some thousands at a time; no URN comes twice.
 * @param refused gets the rows that cannot be read
 * @throws file-invalid when it is no extract, was cut off, or no school in it can be read
 */
export async function* readSchools(look: FileLook, refused: RefusedRow[]): AsyncGenerator<SchoolBatch> {
  const lookups = readLookups();
  const lines = new Map<number, number>();
  let columns: Binding | null = null;
  let [width, read] = [0, 0];
  let batch: ParsedSchool[] = [];
  let short: number | null = null;
  for await (const { line, cells } of readRows(look)) {
    if (columns === null) {
      columns = bindColumns(look.path, cells);
      width = cells.length;
      continue;
    }
    read++;
    short = cells.length < width ? line : null;
    const parsed =
      cells.length === width
        ? parseSchool(cells, columns, lookups)
        : { why: `it has ${cells.length} columns instead of ${width}` };
    if ('why' in parsed) refused.push({ line, why: parsed.why });
    else if (lines.has(parsed.school.urn))
      refused.push({ line, why: `URN ${parsed.school.urn} is already on line ${lines.get(parsed.school.urn)}` });
    else {
      lines.set(parsed.school.urn, line);
      batch.push(parsed);
    }
    if (batch.length < BATCH) continue;
    yield { batch, columns, read };
    batch = [];
  }
  if (columns === null) throw invalid(look.path, `is empty. ${DOWNLOAD_ADVICE}`);
  if (short !== null)
    throw invalid(
      look.path,
      `ends in the middle of a row (line ${short}): the download was cut off. Download it again.`,
    );
  if (lines.size === 0) {
    const first = refused[0] ? ` (line ${refused[0].line}: ${refused[0].why})` : '';
    throw invalid(look.path, `has no school in it that can be read${first}. ${DOWNLOAD_ADVICE}`);
  }
  if (batch.length > 0) yield { batch, columns, read };
}

/**
 * The day that a file stands for, from its name: `edubasealldata20260901.csv`, `schools-2025-07-17.csv.gz`.
 * @throws file-invalid when the name does not say
 */
export function dateInName(path: string): string {
  const found = /(20\d{2})-?(\d{2})-?(\d{2})(?!\d)/.exec(basename(path));
  const date = found ? `${found[1]}-${found[2]}-${found[3]}` : '';
  if (isDate(date)) return date;
  throw invalid(
    path,
    "does not say in its name from which day it is, as GIAS's own names do (edubasealldata20260901.csv). Give the day by --as-at YYYY-MM-DD.",
  );
}
