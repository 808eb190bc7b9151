import type { CellView, HeadView, RowView, TableView } from '../../reports/view-table.ts';
import { drawRows } from '../draw-rows.ts';
import { countWords, explainMarks, percentWords } from './figure-words.ts';
import type { Rate } from './measures.ts';

/** A table of published figures before it is drawn. */
export interface StatTable {
  readonly id: string;
  readonly caption: string;
  /** The head of the rows, then those of the columns. */
  readonly heads: readonly (string | HeadView)[];
  readonly rows: readonly RowView[];
  readonly note?: string | null;
  /** Shown when it is asked for. */
  readonly folded?: boolean;
}

/** A table as the template takes it: its rows drawn, and what the marks in them mean said below. */
export const drawTable = ({ id, caption, heads, rows, note = null, folded = false }: StatTable) => ({
  id,
  caption,
  note: [note, ...explainMarks(textsOf(rows))].filter((each) => each !== null).join(' ') || null,
  folded,
  heads: heads.map(
    (head, place): HeadView =>
      typeof head === 'string'
        ? { text: head, numeric: isNumeric(rows, place), href: null, sorted: null, arrow: '' }
        : head,
  ),
  body: drawRows(rows),
  foot: null,
  files: [] as TableView['files'],
});
export type DrawnTable = ReturnType<typeof drawTable>;

const isNumeric = (rows: readonly RowView[], place: number): boolean =>
  place > 0 && rows[0]?.cells[place - 1]?.numeric === true;

export const wordsCell = (text: string, href: string | null = null): CellView => ({
  text,
  base: null,
  href,
  numeric: false,
});
export const countCell = (figure: Parameters<typeof countWords>[0]): CellView => ({
  ...wordsCell(countWords(figure)),
  numeric: true,
});

/** A rate with the whole numbers that it is made from. */
export const rateCell = ({ percent, numerator, denominator }: Rate): CellView => ({
  text: percentWords(percent),
  base:
    typeof numerator === 'number' && typeof denominator === 'number'
      ? `${countWords(numerator)} of ${countWords(denominator)}`
      : null,
  href: null,
  numeric: true,
});

const textsOf = (rows: readonly RowView[]): string[] => rows.flatMap(({ cells }) => cells.map(({ text }) => text));
