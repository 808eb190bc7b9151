import type { AcademicYear } from './academic-year.ts';
import { easterSunday } from './bank-holidays.ts';
import { addDays, daysBetween, mondayOf } from './dates.ts';

/** A part of the academic year, first and last day inclusive. */
export interface Term {
  /** `autumn`, `spring`, `summer`; of a half term `autumn-1`. */
  readonly key: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The three terms as the census of absence has them: to 31 December, to Easter Sunday, and from Easter Monday
 * (pupil absence statistics methodology, chapter on the academic year).
 */
export function termsOf({ start, end, startYear }: AcademicYear): Term[] {
  const easter = easterSunday(startYear + 1);
  return [
    { key: 'autumn', name: 'Autumn term', from: start, to: `${startYear}-12-31` },
    { key: 'spring', name: 'Spring term', from: `${startYear + 1}-01-01`, to: easter },
    { key: 'summer', name: 'Summer term', from: addDays(easter, 1), to: end },
  ];
}

/**
 * Half terms, from the days on which a school was open: a term is cut once, at the longest run of whole Monday-to-Friday weeks
 * without such a day that lies between weeks with one; of equal runs at the first. A term without such a run is not cut.
 * @param days rising
 */
export function halfTermsOf(year: AcademicYear, days: readonly string[]): Term[] {
  return termsOf(year).flatMap((term) => {
    const own = days.filter((day) => day >= term.from && day <= term.to);
    const weeks = [...new Set(own.map(mondayOf))];
    const gaps = weeks.slice(1).map((week, index) => daysBetween(weeks[index]!, week) / 7 - 1);
    const longest = Math.max(0, ...gaps);
    if (longest === 0) return [term];
    const cut = weeks[gaps.indexOf(longest)]!;
    return [
      { key: `${term.key}-1`, name: `${term.name}, first half`, from: term.from, to: addDays(cut, 6) },
      { key: `${term.key}-2`, name: `${term.name}, second half`, from: addDays(cut, 7), to: term.to },
    ];
  });
}
