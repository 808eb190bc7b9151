import { ATTENDED, AUTHORISED, kindOfMark, UNAUTHORISED } from '../codes/codes.ts';
import { EMPTY_DAY, EMPTY_WEEK, PRESENT_DAY, PRESENT_WEEK, WHOLE_WEEK } from '../register/packed-year.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** Called with a week (from 0) and its sessions of the stretch, for each week that has a mark in it. */
export type WeekVisit = (week: number, attended: number, authorised: number, unauthorised: number) => void;

const codeOf = (character: string): number => character.charCodeAt(0);
const [PRESENT, EMPTY, WHOLE] = [codeOf(PRESENT_WEEK), codeOf(EMPTY_WEEK), codeOf(WHOLE_WEEK)];
const [DAY_PRESENT, DAY_EMPTY] = [codeOf(PRESENT_DAY), codeOf(EMPTY_DAY)];
/** Sessions of a week that is written by its days, or as one: Monday to Friday. */
const WEEKDAY_SESSIONS = 10;

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
      const present = Math.min(last, WEEKDAY_SESSIONS) - Math.min(first, WEEKDAY_SESSIONS);
      if (present > 0) visit(week, present, 0, 0);
      continue;
    }
    sums.fill(0);
    at = character === WHOLE ? countPlaces(text, at + 1, first, last) : countDays(text, at, first, last);
    if (first < last) visit(week, sums[ATTENDED]!, sums[AUTHORISED]!, sums[UNAUTHORISED]!);
  }
}

/** Sessions of one week by what they count as: written to and read within one call. */
const sums = new Int32Array(4);

/** Counts a week that is written out, and tells where the next begins. */
function countPlaces(text: string, begin: number, first: number, last: number): number {
  for (let place = first; place < last; place++) sums[kindOfMark(text.charCodeAt(begin + place))]!++;
  return begin + SESSIONS_A_WEEK;
}

/** Counts a week that is written by its five days, and tells where the next begins. */
function countDays(text: string, begin: number, first: number, last: number): number {
  let at = begin;
  for (let place = 0; place < WEEKDAY_SESSIONS; place += 2) {
    const character = text.charCodeAt(at++);
    const [hasMorning, hasAfternoon] = [place >= first && place < last, place + 1 >= first && place + 1 < last];
    if (character === DAY_EMPTY) continue;
    if (character === DAY_PRESENT) {
      sums[ATTENDED]! += Number(hasMorning) + Number(hasAfternoon);
      continue;
    }
    if (hasMorning) sums[kindOfMark(character)]!++;
    if (hasAfternoon) sums[kindOfMark(text.charCodeAt(at))]!++;
    at++;
  }
  return at;
}
