import { ATTENDED, AUTHORISED, KIND_OF_MARK, UNAUTHORISED } from '../codes/codes.ts';
import type { Counts } from '../measures/counts.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/*
 * What a pupil's week comes to, in one whole number: ten bits each of attended, authorised and unauthorised sessions, room for a year
 * of them, one that says that the week was present from Monday to Friday, and the sign: something is marked at the weekend. A year of
 * them is added up, or passed over, in a fourteenth of the time that reading its marks takes; every report of a school counts its
 * pupils' years several times.
 */
const BITS = 10;
const FIELD = 2 ** BITS - 1;
const IS_PRESENT = 2 ** (3 * BITS);
const COUNTS = IS_PRESENT - 1;

/** Sessions of a week from Monday to Friday. */
export const WEEKDAY_SESSIONS = 10;
/** Added to the sum of a week with a mark at the weekend. */
export const WEEKEND = -(2 ** 31);
/** The sum of a week without a mark: both signs, which no other week has. Holidays are a quarter of a year. */
export const EMPTY_WEEK_SUM = WEEKEND | IS_PRESENT;

/** What one session with the mark of this character code adds to its week's sum. */
const SUM_OF_MARK = Int32Array.from(KIND_OF_MARK, (kind) => {
  if (kind === ATTENDED) return 1;
  if (kind === AUTHORISED) return 2 ** BITS;
  return kind === UNAUTHORISED ? 2 ** (2 * BITS) : 0;
});

/** A week present from Monday to Friday, and the marks that it has. */
export const PRESENT_WEEK_SUM = IS_PRESENT + WEEKDAY_SESSIONS;
export const PRESENT_WEEK_MARKS = '/\\'.repeat(5).padEnd(SESSIONS_A_WEEK, '.');

/** What a session adds to the sum of its week. */
export const sumOfMark = (character: number): number => SUM_OF_MARK[character] ?? 0;

/** Each week's sum of a pupil's year of marks; the last may be shorter than a week. */
export function sumWeeks(marks: string): Int32Array {
  const weeks = new Int32Array(Math.ceil(marks.length / SESSIONS_A_WEEK));
  for (let week = 0; week < weeks.length; week++) {
    const own = marks.slice(week * SESSIONS_A_WEEK, (week + 1) * SESSIONS_A_WEEK);
    if (own === PRESENT_WEEK_MARKS) weeks[week] = PRESENT_WEEK_SUM;
    else if (!/[^.]/.test(own)) weeks[week] = EMPTY_WEEK_SUM;
    else {
      for (let place = 0; place < own.length; place++) weeks[week]! += sumOfMark(own.charCodeAt(place));
      if (/[^.]/.test(own.slice(WEEKDAY_SESSIONS))) weeks[week]! |= WEEKEND;
    }
  }
  return weeks;
}

/** Present in every session from Monday to Friday, and without a mark at the weekend. */
export const isPresentWeek = (sum: number): boolean => sum >= IS_PRESENT;

/** Places of a week in which there may be a mark. */
export const markedPlaces = (sum: number): number => {
  if (sum >= 0) return WEEKDAY_SESSIONS;
  return sum === EMPTY_WEEK_SUM ? 0 : SESSIONS_A_WEEK;
};

/** Possible sessions of a week, or of up to a year of weeks together. */
export const possibleIn = (sum: number): number => (sum & FIELD) + absentIn(sum);

/** Sessions missed of a week, or of up to a year of weeks together. */
export const absentIn = (sum: number): number => ((sum >>> BITS) & FIELD) + ((sum >>> (2 * BITS)) & FIELD);

/** Adds so many weeks to counts. */
export function addWeekSums(counts: Counts, weeks: Int32Array, first: number, end: number): void {
  let sum = 0;
  for (let week = first; week < end; week++) sum += weeks[week]! & COUNTS;
  counts.attended += sum & FIELD;
  counts.authorised += (sum >>> BITS) & FIELD;
  counts.unauthorised += (sum >>> (2 * BITS)) & FIELD;
}
