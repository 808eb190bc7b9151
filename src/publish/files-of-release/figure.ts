import { type Cell, HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE } from '../../domain/statistics/cell.ts';
import type { PublishedCells } from './published-rows.ts';

/** One published cell, and where it stands. */
export interface Shown {
  readonly kind: 'shown';
  readonly file: string;
  readonly row: PublishedCells;
  readonly column: string;
}

/** How much more one published rate is than another: whoever has both files can work it out. */
export interface Difference {
  readonly kind: 'difference';
  readonly of: Shown;
  readonly from: Shown;
}

/** All that the partners' pack says in numbers. */
export type Figure = Shown | Difference;

const WORDS: Readonly<Record<Cell, string>> = {
  [HIDDEN]: 'hidden',
  [NOT_APPLICABLE]: 'not applicable',
  [NOT_AVAILABLE]: 'not available',
};

/** A cell of a row of a file. */
export const shown = (file: string, row: PublishedCells, column: string): Shown => ({
  kind: 'shown',
  file,
  row,
  column,
});

/** What one published rate is above another. */
export const difference = (of: Shown, from: Shown): Difference => ({ kind: 'difference', of, from });

/** Whether there is a number; of a difference, whether both are shown. */
export function isNumber(figure: Figure): boolean {
  if (figure.kind === 'difference') return isNumber(figure.of) && isNumber(figure.from);
  return !(figure.row[figure.column]! in WORDS);
}

/** The number of a cell or a difference in hundredths, so that nothing is rounded; null where it is not shown. */
export function hundredths(figure: Figure): number | null {
  if (!isNumber(figure)) return null;
  if (figure.kind === 'difference') return hundredths(figure.of)! - hundredths(figure.from)!;
  return Math.round(Number(figure.row[figure.column]) * 100);
}

/** A figure as the pack writes it: a published rate with the digits that it has, a count with commas, or why there is none. */
export function figureText(figure: Figure): string {
  if (figure.kind === 'difference') {
    const points = hundredths(figure);
    if (points === null) return textOfNone(figure);
    const sign = points > 0 ? '+' : points < 0 ? '−' : '';
    return `${sign}${(Math.abs(points) / 100).toFixed(2)}`;
  }
  const cell = figure.row[figure.column]!;
  if (!isNumber(figure)) return WORDS[cell]!;
  return figure.column.endsWith('_percent') ? `${cell}%` : cell.replace(/\B(?=(\d{3})+$)/g, ',');
}

const textOfNone = ({ of, from }: Difference): string => figureText(isNumber(of) ? from : of);
