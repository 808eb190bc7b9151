import { checkSafeTable } from '../../domain/disclosure/safe-rows.ts';
import type { Cell } from '../../domain/statistics/cell.ts';
import type { NamedTable } from '../write-statistics.ts';

/** The cells of a row of a published file, by column. */
export type PublishedCells = Readonly<Record<string, Cell>>;

/** Which rows are wanted: of each column named, the cell that they have. */
export type Wanted = Readonly<Record<string, (cell: Cell) => boolean>>;

/** One of these cells. */
export const oneOf =
  (...cells: readonly Cell[]) =>
  (cell: Cell): boolean =>
    cells.includes(cell);

/** The tables of a release as its files have them: nothing else is known to what is made from them. */
export class PublishedRows {
  readonly #tables: ReadonlyMap<string, NamedTable['table']>;

  /** @throws when a table was not made of safe rows */
  constructor(tables: readonly NamedTable[]) {
    for (const { table } of tables) checkSafeTable(table);
    this.#tables = new Map(tables.map(({ name, table }) => [name, table]));
  }

  /** The columns of a file; none where the release has no such file. */
  columns(file: string): readonly string[] {
    const table = this.#tables.get(file);
    return table ? [...table.keyColumns, ...table.measureColumns] : [];
  }

  /** Rows of a file, in its order. The file of reasons has millions, of which few become objects. */
  rows(file: string, wanted: Wanted = {}): PublishedCells[] {
    const table = this.#tables.get(file);
    if (!table) return [];
    const tests = Object.entries(wanted).map(([column, test]) => [table.keyColumns.indexOf(column), test] as const);
    const columns = this.columns(file);
    const found: PublishedCells[] = [];
    for (const { keys, measures } of table.rows)
      if (tests.every(([place, test]) => place >= 0 && test(keys[place]!)))
        found.push(
          Object.fromEntries(
            columns.map((column, place) => [column, keys[place] ?? measures[place - keys.length]!] as const),
          ),
        );
    return found;
  }
}

/** The name of a row's area. */
export const areaName = (cells: PublishedCells): string =>
  cells['la_name'] || cells['region_name'] || cells['country_name']!;

/** The code of a row's area. */
export const areaCode = (cells: PublishedCells): string =>
  cells['new_la_code'] || cells['region_code'] || cells['country_code']!;

/** The phase of a row, whatever the year's files call it; all of them together as the tidy files do. */
export function phaseOf(cells: PublishedCells): string {
  const phase = cells['education_phase'] ?? cells['school_type']!;
  return phase === 'Total' ? 'All schools' : phase;
}
