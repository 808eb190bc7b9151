import { kindOfMark } from '../codes/codes.ts';
import { EMPTY_DAY, EMPTY_WEEK, PRESENT_DAY, PRESENT_WEEK, WHOLE_WEEK } from '../register/packed-year.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** Called with a week (from 0) and its sessions of the stretch, for each week that has a mark in it. */
export type WeekVisit = (week: number, attended: number, authorised: number, unauthorised: number) => void;

const codeOf = (character: string): number => character.charCodeAt(0);
const [PRESENT, EMPTY, WHOLE] = [codeOf(PRESENT_WEEK), codeOf(EMPTY_WEEK), codeOf(WHOLE_WEEK)];
const [DAY_PRESENT, DAY_EMPTY] = [codeOf(PRESENT_DAY), codeOf(EMPTY_DAY)];
/** Sessions of a week that is written by its days, or as one: Monday to Friday. */
const WEEKDAY_SESSIONS = 10;

/** A week's three counts in one whole number, so that each mark is one addition: a field for each kind, wide enough for a week. */
const FIELD = 5;
const MOST = (1 << FIELD) - 1;
const ONE = new Int32Array(128).map((_, character) => [0, 1, 1 << FIELD, 1 << (2 * FIELD)][kindOfMark(character)]!);
const oneOf = (character: number): number => (character > 127 ? 0 : ONE[character]!);

/**
 * Counts a stretch of a packed year (`packYear`) week by week, without unpacking it: for the pupils of hundreds of schools at once.
 * @param text holds the packed year from `begin` to before `end`, in bytes: those of a text take several times as long to read
 * @param from first place of the stretch, and `to` the place after its last: those of `placeOf`
 */
export function countPacked(text: Uint8Array, begin: number, end: number, from: number, to: number, visit: WeekVisit) {
  let at = begin;
  for (let start = 0; at < end && start < to; start += SESSIONS_A_WEEK) {
    const character = text[at]!;
    if (character === EMPTY) {
      at++;
      continue;
    }
    const first = Math.max(0, from - start);
    const last = Math.min(SESSIONS_A_WEEK, to - start);
    if (character === PRESENT) {
      at++;
      const present = Math.min(last, WEEKDAY_SESSIONS) - Math.min(first, WEEKDAY_SESSIONS);
      if (present > 0) visit(start / SESSIONS_A_WEEK, present, 0, 0);
      continue;
    }
    sums = 0;
    if (character === WHOLE) at = countPlaces(text, at + 1, first, last);
    else if (first >= WEEKDAY_SESSIONS) at = skipDays(text, at);
    else if (first === 0 && last >= WEEKDAY_SESSIONS) at = countAllDays(text, at);
    else at = countDays(text, at, first, last);
    if (first < last) visit(start / SESSIONS_A_WEEK, sums & MOST, (sums >> FIELD) & MOST, sums >> (2 * FIELD));
  }
}

/** A week's counts: written to and read within one call. */
let sums = 0;

/** Counts a week that is written out, and tells where the next begins. */
function countPlaces(text: Uint8Array, begin: number, first: number, last: number): number {
  for (let place = first; place < last; place++) sums += oneOf(text[begin + place]!);
  return begin + SESSIONS_A_WEEK;
}

/** Tells where the week after one that is written by its five days begins. */
function skipDays(text: Uint8Array, begin: number): number {
  let at = begin;
  for (let day = 0; day < WEEKDAY_SESSIONS / 2; day++) {
    const character = text[at]!;
    at += character === DAY_PRESENT || character === DAY_EMPTY ? 1 : 2;
  }
  return at;
}

/** Counts a week that is written by its five days, and tells where the next begins. */
function countAllDays(text: Uint8Array, begin: number): number {
  let [at, sum] = [begin, 0];
  for (let day = 0; day < WEEKDAY_SESSIONS / 2; day++) {
    const character = text[at++]!;
    if (character === DAY_PRESENT) sum += 2;
    else if (character !== DAY_EMPTY) sum += oneOf(character) + oneOf(text[at++]!);
  }
  sums = sum;
  return at;
}

/** The same for some places of such a week. */
function countDays(text: Uint8Array, begin: number, first: number, last: number): number {
  let at = begin;
  for (let place = 0; place < WEEKDAY_SESSIONS; place += 2) {
    const character = text[at++]!;
    const [hasMorning, hasAfternoon] = [place >= first && place < last, place + 1 >= first && place + 1 < last];
    if (character === DAY_EMPTY) continue;
    if (character === DAY_PRESENT) {
      sums += Number(hasMorning) + Number(hasAfternoon);
      continue;
    }
    if (hasMorning) sums += oneOf(character);
    if (hasAfternoon) sums += oneOf(text[at]!);
    at++;
  }
  return at;
}
