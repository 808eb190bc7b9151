import { HIDDEN } from '../../statistics/cell.ts';
import { CENSUS } from '../../statistics/columns.ts';
import { type Check, indicatorsOf } from '../check.ts';

/** Schools and pupils of the census are published elsewhere, and tell nothing of attendance. */
const ELSEWHERE: readonly string[] = [...CENSUS, 'school_all_count'];

/** Of pupils by how much they miss: they can be hidden where sessions are shown, of which they tell nothing. */
const OF_PUPILS = /^(enrolment_count|(persistent|severe)_absence_(count|percent)|pa_perc)$/;

export const hiddenWhole: Check = {
  name: 'hidden-whole',
  says: 'Where one indicator of a row is hidden (c), all are: a denominator that is shown gives a count back. Pupils by how much they miss can be hidden by themselves.',
  look(file, _context, report) {
    // A revision can be hidden because of what it was, or of what it is.
    if (file.name === 'revisions') return null;
    const own = indicatorsOf(file).filter((column) => !ELSEWHERE.includes(column));
    const places = own.map((column) => file.columns.indexOf(column));
    const pupils = own.filter((column) => OF_PUPILS.test(column)).map((column) => file.columns.indexOf(column));
    return {
      row: (cells, line) => {
        const hidden = places.filter((place) => cells[place] === HIDDEN);
        const isWhole = hidden.length === 0 || hidden.length === places.length;
        if (!isWhole && !(hidden.length === pupils.length && hidden.every((place) => pupils.includes(place))))
          report({ line }, `${hidden.length} of ${places.length} indicators are hidden, and the others are shown`);
      },
    };
  },
};
