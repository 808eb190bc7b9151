import { ATTENDED, AUTHORISED, kindOfMark, UNAUTHORISED } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** Called with a week (from 0) and its sessions of the stretch, for each week that has a mark in it. */
export type WeekVisit = (week: number, attended: number, authorised: number, unauthorised: number) => void;

const [PRESENT_WEEK, EMPTY_WEEK, WHOLE_WEEK, PRESENT_DAY, EMPTY_DAY] = ['=', '_', '!', '+', ':'].map((each) =>
  each.charCodeAt(0),
);
/** Sessions of Monday to Friday: those of a week that is wholly present, and of one whose weekend has no mark. */
const WEEKDAYS = 10;

/**
 * Counts a stretch of a packed year (`packYear`) week by week, without unpacking it: for the pupils of hundreds of schools at once.
 * @param text holds the packed year from `begin` to before `end`
 * @param from first place of the stretch, and `to` the place after its last: those of `placeOf`
 */
export function countPacked(text: string, begin: number, end: number, from: number, to: number, visit: WeekVisit) {
  let at = begin;
  for (let week = 0; at < end; week++) {
    const start = week * SESSIONS_A_WEEK;
    if (start >= to) return;
    const character = text.charCodeAt(at);
    if (character === EMPTY_WEEK) {
      at++;
      continue;
    }
    const first = Math.max(0, from - start);
    const last = Math.min(SESSIONS_A_WEEK, to - start);
    if (character === PRESENT_WEEK) {
      at++;
      const present = Math.min(last, WEEKDAYS) - Math.min(first, WEEKDAYS);
      if (present > 0) visit(week, present, 0, 0);
      continue;
    }
    const isWhole = character === WHOLE_WEEK;
    if (isWhole) at++;
    let [attended, authorised, unauthorised] = [0, 0, 0];
    for (let place = 0; place < (isWhole ? SESSIONS_A_WEEK : WEEKDAYS); place++) {
      const mark = text.charCodeAt(at++);
      const isIn = place >= first && place < last;
      // A whole day stands for its two places.
      if (mark === PRESENT_DAY || mark === EMPTY_DAY) {
        if (mark === PRESENT_DAY) attended += Number(isIn) + Number(place + 1 >= first && place + 1 < last);
        place++;
        continue;
      }
      const kind = isIn ? kindOfMark(mark) : 0;
      if (kind === ATTENDED) attended++;
      else if (kind === AUTHORISED) authorised++;
      else if (kind === UNAUTHORISED) unauthorised++;
    }
    if (first < last) visit(week, attended, authorised, unauthorised);
  }
}
