import type { Check } from '../check.ts';

export const columnNames: Check = {
  name: 'column-names',
  says: 'Columns are named in snake_case, each once.',
  look(file, _context, report) {
    for (const [place, column] of file.columns.entries()) {
      if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(column)) report({ line: 1, column }, 'the name is not in snake_case');
      if (file.columns.indexOf(column) !== place) report({ line: 1, column }, 'the column stands twice');
    }
    return null;
  },
};
