import { type Check, numberIn, percentagesOf } from '../check.ts';

export const percentages: Check = {
  name: 'percentages',
  says: 'Percentages lie between 0 and 100.',
  look(file, _context, report) {
    const places = percentagesOf(file).map((column) => ({ column, place: file.columns.indexOf(column) }));
    return {
      row: (cells, line) => {
        for (const { column, place } of places) {
          const value = numberIn(cells[place] ?? '');
          if (value !== null && (value < 0 || value > 100))
            report({ line, column }, `${cells[place]} is no percentage`);
        }
      },
    };
  },
};
