import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkSafeTable, type SafeTable } from '../domain/disclosure/safe-rows.ts';
import { METADATA_COLUMNS, metadataRows } from '../domain/statistics/metadata.ts';
import { RollcallError } from '../errors.ts';

/** A file to be written: its name without ending, and its table. */
export interface NamedTable {
  readonly name: string;
  readonly table: SafeTable;
  /** Key columns that stand at the end, as in the Department's files of a year to date. */
  readonly last?: readonly string[];
}

/**
 * Writes each table as `name.csv` with `name.meta.csv` into a folder, which is made. All are written beside it first and then put in place, so
 * that a full disk or a stop leaves no half of them. Files of the same names are replaced.
 * @returns the names that were written
 * @throws file-invalid when the folder cannot be written
 */
export async function writeStatistics(folder: string, tables: readonly NamedTable[]): Promise<string[]> {
  for (const { table } of tables) checkSafeTable(table);
  try {
    await mkdir(folder, { recursive: true });
    const draft = await mkdtemp(join(folder, '.draft-'));
    try {
      const names: string[] = [];
      for (const named of tables)
        for (const [name, lines] of filesOf(named)) {
          await pipeline(chunksOf(lines), createWriteStream(join(draft, name)));
          names.push(name);
        }
      for (const name of names) await rename(join(draft, name), join(folder, name));
      return names;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw new RollcallError('file-invalid', `The files cannot be written to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Lines of a CSV file, the header first. */
export type Lines = Iterable<readonly string[]>;

/** The two files of a table, its rows first and then its metadata, with their names. */
export function filesOf({ name, table, last = [] }: NamedTable): [string, Lines][] {
  const { keyColumns, measureColumns, rows } = table;
  const all = [...keyColumns, ...measureColumns];
  const order = [...all.keys()].sort(
    (a, b) => Number(last.includes(all[a]!)) - Number(last.includes(all[b]!)) || a - b,
  );
  const inOrder = (cells: readonly string[]) => order.map((place) => cells[place]!);
  function* lines(): Generator<readonly string[], undefined> {
    yield inOrder(all);
    for (const { keys, measures } of rows) yield inOrder([...keys, ...measures]);
  }
  return [
    [`${name}.csv`, lines()],
    [`${name}.meta.csv`, [METADATA_COLUMNS, ...metadataRows(table)]],
  ];
}

/** Letters of text that are handed on at once. */
const CHUNK = 64 * 1024;

/**
 * UTF-8 without a byte order mark, CRLF (RFC 4180), in the bytes of csv-stringify, which is slower. A file may have millions of lines, of which most cells are those of
 * the line before: only what is new is looked at, which takes a sixth of the time.
 */
export function* chunksOf(lines: Lines): Generator<string, undefined> {
  let chunk = '';
  const before: string[] = [];
  const texts: string[] = [];
  for (const cells of lines) {
    for (const [place, cell] of cells.entries())
      if (cell !== before[place]) {
        before[place] = cell;
        texts[place] = quoteIfNeeded(cell);
      }
    before.length = cells.length;
    texts.length = cells.length;
    chunk += `${texts.join(',')}\r\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** What would end a cell or a line. */
const SPECIAL = /[",\r\n]/;

const quoteIfNeeded = (cell: string): string => (SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
