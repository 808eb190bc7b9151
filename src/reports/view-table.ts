import { gapPoints } from '../domain/measures/gap-points.ts';
import { NO_RATE, numberText, percentText } from './figures.ts';
import type { Cell, DataRow, DataTable } from './report-view.ts';
import type { TableSort } from './selection/selection.ts';

/** A cell in words. */
export interface CellView {
  readonly text: string;
  /** The whole numbers behind a rate: `9,312 of 9,876`; null where there is none. */
  readonly base: string | null;
  readonly href: string | null;
  readonly numeric: boolean;
}

export interface RowView {
  readonly head: string;
  readonly href: string | null;
  readonly cells: readonly CellView[];
}

export interface HeadView {
  readonly text: string;
  readonly numeric: boolean;
  /** The address in which the table is in this column's order; null where no other order is offered. */
  readonly href: string | null;
  readonly sorted: 'ascending' | 'descending' | null;
  readonly arrow: string;
}

/** A table as it is drawn. */
export interface TableView {
  readonly id: string;
  readonly caption: string;
  readonly note: string | null;
  /** Shown when it is asked for. */
  readonly folded: boolean;
  /** The head of the rows first. */
  readonly heads: readonly HeadView[];
  readonly rows: readonly RowView[];
  readonly total: RowView | null;
  readonly files: readonly { readonly text: string; readonly format: string; readonly href: string }[];
}

/** Where a table's links lead. */
export interface TableLinks {
  /** The page in the table's order by a column. */
  readonly sorted: (sort: TableSort) => string;
  /** The page that asks what a file of the table is for. */
  readonly file: (table: string, format: 'csv' | 'xlsx') => string;
}

/** Makes a table's words. @param sort the order that was chosen on the page, of whichever table */
export function viewTable(table: DataTable, sort: TableSort | null, links: TableLinks): TableView {
  const head = (key: string, text: string, numeric: boolean): HeadView => {
    const isSorted = sort?.table === table.id && sort.column === key;
    // Numbers start from the most: what is looked for.
    const descending = isSorted ? !sort.descending : numeric;
    const isFixed = table.fixedOrder || table.rows.length < 2;
    return {
      text,
      numeric,
      href: isFixed ? null : links.sorted({ table: table.id, column: key, descending }),
      sorted: isSorted ? (sort.descending ? 'descending' : 'ascending') : null,
      arrow: isSorted ? (sort.descending ? '▼' : '▲') : '',
    };
  };
  const row = ({ head: text, href, cells }: DataRow): RowView => ({
    head: text,
    href: href ?? null,
    cells: cells.map((cell, index) => viewCell(cell, table.columns[index]?.numeric ?? false)),
  });
  return {
    id: table.id,
    caption: table.caption,
    note: table.note ?? null,
    // Once it was put in order, its order is what was asked for.
    folded: table.folded === true && sort?.table !== table.id,
    heads: [
      head('head', table.head, false),
      ...table.columns.map(({ key, text, numeric }) => head(key, text, numeric)),
    ],
    rows: table.rows.map(row),
    total: table.total ? row(table.total) : null,
    files:
      table.rows.length === 0
        ? []
        : [
            { text: 'CSV', format: 'csv', href: links.file(table.id, 'csv') },
            { text: 'spreadsheet', format: 'xlsx', href: links.file(table.id, 'xlsx') },
          ],
  };
}

function viewCell(cell: Cell, numeric: boolean): CellView {
  const view = (text: string, base: string | null = null, href: string | null = null) => ({
    text,
    base,
    href,
    numeric,
  });
  if (cell.kind === 'words') return view(cell.text, null, cell.href ?? null);
  if (cell.kind === 'none') return view(cell.why);
  if (cell.kind === 'count') return view(cellText(cell), null, cell.href ?? null);
  if (cell.kind === 'about') return view(cellText(cell), aboutText(cell.base));
  return view(cellText(cell), cell.kind === 'rate' && cell.denominator > 0 ? baseText(cell) : null);
}

/** The whole numbers behind a rate: `9,312 of 9,876`. */
export const baseText = ({ numerator, denominator }: { numerator: number; denominator: number }): string =>
  `${numberText(numerator)} of ${numberText(denominator)}`;

/** No number that is rounded stands without saying so. */
const aboutText = (base: number | null): string | null =>
  base === null ? null : base === 0 ? 'of fewer than 100' : `of about ${numberText(base)}`;

/** A number of a table in words, as pages and documents write it: `93.4%`, `1,204`, `+1.2 points`, `n/a`. */
export function cellText(cell: Exclude<Cell, { kind: 'words' | 'none' }>): string {
  if (cell.kind === 'count') return numberText(cell.value);
  if (cell.kind === 'rate') return percentText(cell.numerator, cell.denominator);
  if (cell.kind === 'about') return `${cell.percent}%`;
  const points = gapPoints(cell.of, cell.than);
  if (points === null) return NO_RATE;
  // A minus sign as typeset, and a plus for what is more: a difference without a sign is not read as one.
  return `${points.startsWith('-') ? points.replace('-', '−') : points === '0.0' ? points : `+${points}`} points`;
}
