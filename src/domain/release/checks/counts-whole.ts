import { COUNT_COLUMNS } from '../../statistics/columns.ts';
import { type Check, indicatorsOf, numberIn } from '../check.ts';

const MEANS = ['num_schools', 'enrolments'];

export const countsWhole: Check = {
  name: 'counts-whole',
  says: 'Counts are whole numbers and not below zero; means of schools and enrolments are not below zero.',
  look(file, _context, report) {
    const places = indicatorsOf(file)
      .filter((column) => COUNT_COLUMNS.includes(column) || MEANS.includes(column) || column.endsWith('_count'))
      .map((column) => ({ column, place: file.columns.indexOf(column), isMean: MEANS.includes(column) }));
    return {
      row: (cells, line) => {
        for (const { column, place, isMean } of places) {
          const value = numberIn(cells[place] ?? '');
          if (value !== null && (value < 0 || !(isMean || Number.isSafeInteger(value))))
            report({ line, column }, `${cells[place]} is no count`);
        }
      },
    };
  },
};
