import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { METADATA_COLUMNS, metadataRows } from '../../domain/statistics/metadata.ts';
import type { MadeFile } from '../more-files.ts';
import { API_FILES, metaFile } from '../released/api-files.ts';
import { type DataSetMeta, describeDataSet } from '../released/describe-data-set.ts';
import { parseDataSet } from '../released/parse-data-set.ts';
import type { NamedTable } from '../write-statistics.ts';

/** The metadata of each data set of a release as the API tells it, as files of that release. */
export async function metaFiles(tables: readonly NamedTable[]): Promise<MadeFile[]> {
  const files: MadeFile[] = [];
  for (const named of tables.filter(({ name }) => (API_FILES as readonly string[]).includes(name)))
    files.push({ name: metaFile(named.name), bytes: Buffer.from(JSON.stringify(await describeTable(named))) });
  return files;
}

/** Rows after which others get their turn: a table may have millions. */
const TURN = 10_000;

/** Columns that are one thing together. */
const TOGETHER = [
  /^time_(period|identifier)$/,
  /^(geographic_level|(country|region)_(code|name)|(old|new)_la_code|la_name)$/,
];

/**
 * Describes a table as its file would be: the same times, areas and options lie in the fewest rows that have each of them once, in the same order,
 * and these are read as the file would be.
 */
async function describeTable({ name, table }: NamedTable): Promise<DataSetMeta> {
  const { keyColumns, measureColumns, rows } = table;
  const groups = [...new Map(keyColumns.map((column, place) => [groupOf(column), place])).keys()].map((group) => ({
    places: [...keyColumns.keys()].filter((place) => groupOf(keyColumns[place]!) === group),
    found: new Map<string, readonly string[]>(),
  }));
  let count = 0;
  for (const { keys } of rows) {
    if (++count % TURN === 0) await setImmediate();
    for (const { places, found } of groups) {
      const cells = places.map((place) => keys[place]!);
      const key = cells.length === 1 ? cells[0]! : cells.join('\n');
      if (!found.has(key)) found.set(key, cells);
    }
  }
  const lists = groups.map(({ places, found }) => ({ places, cells: [...found.values()] }));
  const fewest = Array.from({ length: Math.max(...lists.map(({ cells }) => cells.length)) }, (_row, at) => {
    const row = [...keyColumns, ...measureColumns.map(() => 'x')];
    for (const { places, cells } of lists)
      for (const [index, place] of places.entries()) row[place] = (cells[at] ?? cells.at(-1)!)[index]!;
    return row;
  });
  const text = stringify([[...keyColumns, ...measureColumns], ...fewest]);
  const metadata = stringify([[...METADATA_COLUMNS], ...metadataRows(table)]);
  return { ...describeDataSet(await parseDataSet(name, gzipSync(text), metadata)), rows: count };
}

const groupOf = (column: string): string =>
  String(TOGETHER.findIndex((each) => each.test(column))).replace('-1', column);
