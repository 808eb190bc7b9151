import { NO_MARK } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** The two weeks that occur most, each kept as one character that is no mark: a week wholly present, and one without a mark. */
const PRESENT_WEEK = '/\\'.repeat(5).padEnd(SESSIONS_A_WEEK, NO_MARK);
const EMPTY_WEEK = NO_MARK.repeat(SESSIONS_A_WEEK);
const PRESENT = '=';
const EMPTY = '_';

/**
 * A pupil's year of marks as it is stored beside the register: week after week from the year's first Monday, without those after
 * the last mark.
 * @param weeks marks by the number of their week, from 0; a week that is left out has no mark
 */
export function packYear(weeks: ReadonlyMap<number, string>): string {
  const last = Math.max(-1, ...[...weeks].flatMap(([week, marks]) => (marks === EMPTY_WEEK ? [] : [week])));
  let packed = '';
  for (let week = 0; week <= last; week++) {
    const marks = weeks.get(week) ?? EMPTY_WEEK;
    packed += marks === PRESENT_WEEK ? PRESENT : marks === EMPTY_WEEK ? EMPTY : marks;
  }
  return packed;
}

/** The reverse of `packYear`: 14 places a week, `.` for no mark. */
export const unpackYear = (packed: string): string =>
  packed.replaceAll(PRESENT, PRESENT_WEEK).replaceAll(EMPTY, EMPTY_WEEK);
