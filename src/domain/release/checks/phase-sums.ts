import { ALL_PHASES } from '../../statistics/phase.ts';
import { type Check, cellReader, filtersOf, isKey } from '../check.ts';
import { GroupSums } from './sums-of-groups.ts';

const TOTALS = [ALL_PHASES, 'All schools'];

export const phaseSums: Check = {
  name: 'phase-sums',
  says: 'Sessions of all schools are those of the phases together, where none of them is hidden.',
  look(file, _context, report) {
    const sums = new GroupSums(file);
    const column = ['school_type', 'education_phase'].find((each) => file.columns.includes(each));
    if (!sums.isOfUse || column === undefined) return null;
    const phase = cellReader(file, column);
    const filters = filtersOf(file);
    const others = file.columns
      .filter((each) => each !== column && (isKey(each) || filters.includes(each)))
      .map((each) => cellReader(file, each));
    return {
      row: (cells, line) => {
        const key = others.map((read) => read(cells)).join('|');
        if (TOTALS.includes(phase(cells))) sums.addWhole(key, cells, line);
        else sums.addPart(key, cells);
      },
      end: () =>
        sums.compare((line, count, whole, sum) =>
          report({ line, column: count }, `it is ${whole}, and the phases have ${sum} together`),
        ),
    };
  },
};
