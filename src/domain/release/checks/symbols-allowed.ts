import { type Check, indicatorsOf } from '../check.ts';

/** Symbols of the open data standard; `k` is the older `low`. */
const SYMBOLS = new Set(['z', 'x', 'c', 'low', 'k', 'u']);
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e-\d{1,2})?$/;

export const symbolsAllowed: Check = {
  name: 'symbols-allowed',
  says: 'An indicator is a plain number or one of the symbols z, x, c, low and u: never NaN, NA or a sign of the past.',
  look(file, _context, report) {
    const places = indicatorsOf(file).map((column) => ({ column, place: file.columns.indexOf(column) }));
    return {
      row: (cells, line) => {
        for (const { column, place } of places) {
          const cell = cells[place] ?? '';
          if (cell !== '' && !SYMBOLS.has(cell) && !NUMBER.test(cell))
            report({ line, column }, `“${cell}” is neither a number nor a symbol`);
        }
      },
    };
  },
};
