import { ATTENDED, AUTHORISED, kindOfMark, UNAUTHORISED } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** Called with a week (from 0) and its sessions of the stretch, for each week that has a mark in it. */
export type WeekVisit = (week: number, attended: number, authorised: number, unauthorised: number) => void;

const [PRESENT, EMPTY] = ['='.charCodeAt(0), '_'.charCodeAt(0)];
/** Sessions of a week that is wholly present, as `packYear` writes it: Monday to Friday. */
const PRESENT_SESSIONS = 10;

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
    if (character === EMPTY) {
      at++;
      continue;
    }
    const first = Math.max(0, from - start);
    const last = Math.min(SESSIONS_A_WEEK, to - start);
    if (character === PRESENT) {
      at++;
      const present = Math.min(last, PRESENT_SESSIONS) - Math.min(first, PRESENT_SESSIONS);
      if (present > 0) visit(week, present, 0, 0);
      continue;
    }
    let [attended, authorised, unauthorised] = [0, 0, 0];
    for (let place = first; place < last; place++) {
      const kind = kindOfMark(text.charCodeAt(at + place));
      if (kind === ATTENDED) attended++;
      else if (kind === AUTHORISED) authorised++;
      else if (kind === UNAUTHORISED) unauthorised++;
    }
    at += SESSIONS_A_WEEK;
    if (first < last) visit(week, attended, authorised, unauthorised);
  }
}
