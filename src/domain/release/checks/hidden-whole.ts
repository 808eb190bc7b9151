import { HIDDEN } from '../../statistics/cell.ts';
import { CENSUS } from '../../statistics/columns.ts';
import { type Check, indicatorsOf } from '../check.ts';

/** Schools and pupils of the census are published elsewhere, and tell nothing of attendance. */
const ELSEWHERE: readonly string[] = [...CENSUS, 'school_all_count'];

export const hiddenWhole: Check = {
  name: 'hidden-whole',
  says: 'Where one indicator of a row is hidden (c), all are: a denominator that is shown gives a count back.',
  look(file, _context, report) {
    // A revision can be hidden because of what it was, or of what it is.
    if (file.name === 'revisions') return null;
    const places = indicatorsOf(file)
      .filter((column) => !ELSEWHERE.includes(column))
      .map((column) => file.columns.indexOf(column));
    return {
      row: (cells, line) => {
        const hidden = places.filter((place) => cells[place] === HIDDEN).length;
        if (hidden > 0 && hidden < places.length)
          report({ line }, `${hidden} of ${places.length} indicators are hidden, and the others are shown`);
      },
    };
  },
};
