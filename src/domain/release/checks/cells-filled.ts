import { type Check, indicatorsOf } from '../check.ts';

export const cellsFilled: Check = {
  name: 'cells-filled',
  says: 'Each row has a cell for each column, and no indicator is blank.',
  look(file, _context, report) {
    const places = indicatorsOf(file).map((column) => ({ column, place: file.columns.indexOf(column) }));
    return {
      row: (cells, line) => {
        if (cells.length !== file.columns.length)
          report({ line }, `it has ${cells.length} cells in place of ${file.columns.length}`);
        for (const { column, place } of places) if (cells[place] === '') report({ line, column }, 'it is blank');
      },
    };
  },
};
