import { seriesStart, yearElevenEnds } from '../measures/published-definition.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { addDays } from '../sessions/dates.ts';
import { isDroppedFromAll } from '../statistics/dropped-days.ts';
import { TERMS, termEnds, termOf } from '../statistics/period.ts';

/** Raised when `tallyPublished` counts otherwise, or packs otherwise, than it did: what is kept is then made anew. */
const VERSION = 1;

/** The rules and dates under which an academic year is tallied for publication, in one text. */
export function rulesInForce(year: AcademicYear): string {
  const dropped = Array.from({ length: 371 }, (_, day) => addDays(year.start, day)).filter(isDroppedFromAll);
  return [VERSION, seriesStart(year), yearElevenEnds(year), ...termEnds(year.startYear), ...dropped].join(' ');
}

/** A week, or as much of it as is in one term. Terms end with weeks, but for the autumn one where its last day is 31 December. */
export interface WeekPart {
  /** Of `TERMS`, from 0. */
  readonly term: number;
  /** 0 for Monday to 4 for Friday. */
  readonly days: readonly number[];
}

/**
 * The days of a week that published statistics count: from Monday to Friday (their weeks end on Fridays), from the first full week of the
 * academic year on, without days that every series leaves out.
 */
export function publishedParts(year: AcademicYear, week: string): WeekPart[] {
  const first = seriesStart(year);
  const days = [0, 1, 2, 3, 4].flatMap((day) => {
    const date = addDays(week, day);
    return date < first || isDroppedFromAll(date) ? [] : [{ day, term: TERMS.indexOf(termOf(date)) }];
  });
  return [...Map.groupBy(days, ({ term }) => term)].map(([term, own]) => ({ term, days: own.map(({ day }) => day) }));
}
