import { type Check, cellReader, filtersOf, isKey } from '../check.ts';

export const rowsUnique: Check = {
  name: 'rows-unique',
  says: 'No two rows are of the same area, time and items of filters.',
  look(file, _context, report) {
    const filters = filtersOf(file);
    const keys = numbered(file.columns.filter(isKey).map((column) => cellReader(file, column)));
    const items = numbered(filters.map((column) => cellReader(file, column)));
    // Two numbers in one: files have millions of rows, whose keys as text take more memory than there is.
    const seen = new Set<number>();
    return {
      row: (cells, line) => {
        const key = keys(cells) * 2 ** 26 + items(cells);
        if (seen.has(key)) report({ line }, 'a row before has the same area, time and items');
        seen.add(key);
      },
    };
  },
};

/** Gives the same number to the same cells, from 0. */
function numbered(readers: readonly ((cells: readonly string[]) => string)[]): (cells: readonly string[]) => number {
  const numbers = new Map<string, number>();
  return (cells) => {
    const text = readers.map((read) => read(cells)).join('|');
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}
