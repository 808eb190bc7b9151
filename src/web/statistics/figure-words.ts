import type { Figure } from '../../publish/released/wide-file.ts';
import { numberText } from '../../reports/figures.ts';

/** What stands in place of a figure, as government tables mark it (Analysis Function, symbols in data tables), and what each says. */
export const MARKS = {
  c: { mark: '[c]', words: 'hidden, so that nothing can be told of a school or a child' },
  x: { mark: '[x]', words: 'not available: there is such a figure, and it is not published here' },
  z: { mark: '[z]', words: 'not applicable: there is nothing to divide by' },
  low: { mark: '[low]', words: 'rounds to zero without being zero' },
  u: { mark: '[u]', words: 'too unreliable to be shown' },
} as const;
/** Where the release has no row at all: no school of that phase shared its register in that time. */
export const NO_DATA = 'no data';

/** A share of 100 to one decimal, rounded half up: `93.4%`; a mark in place of a figure that is not shown. */
export const percentWords = (figure: Figure): string =>
  typeof figure === 'number' ? `${oneDecimal(figure)}%` : markOf(figure);

/** A count with thousands commas; means of days to whole numbers. */
export const countWords = (figure: Figure): string =>
  typeof figure === 'number' ? numberText(Math.round(figure)) : markOf(figure);

export const markOf = (figure: Exclude<Figure, number>): string => (figure === null ? NO_DATA : MARKS[figure].mark);

/** To one decimal, half up. Files have 15 significant digits, so what binary fractions add behind them is taken off first. */
export const oneDecimal = (value: number): string => (Math.round(Number((value * 10).toPrecision(14))) / 10).toFixed(1);

/** What the marks that stand on a page mean, one sentence each. @param texts all that stands in its tables */
export function explainMarks(texts: Iterable<string>): string[] {
  const seen = new Set(texts);
  const marks = Object.values(MARKS)
    .filter(({ mark }) => seen.has(mark))
    .map(({ mark, words }) => `${mark} means ${words}.`);
  return seen.has(NO_DATA)
    ? [...marks, '“No data” means that no school of that kind shared its register in that time: nothing is hidden.']
    : marks;
}
