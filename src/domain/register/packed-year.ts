import { NO_MARK } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';
import { PRESENT_WEEK_MARKS, PRESENT_WEEK_SUM, sumOfMark, WEEKEND } from './week-sums.ts';

/*
 * How a pupil's year is written beside the register. None of these characters is a mark: most weeks and days are one of a few, and
 * each of those is one character, so that a year takes about a quarter of its 14 places a week.
 */
/** A week present from Monday to Friday. */
export const PRESENT_WEEK = '=';
/** A week without a mark. */
export const EMPTY_WEEK = '_';
/** Before a week with a mark on Saturday or Sunday, which is written out. */
export const WHOLE_WEEK = '!';
/** A day present in the morning and the afternoon; one without a mark. The marks of other days are written out. */
export const PRESENT_DAY = '+';
export const EMPTY_DAY = ':';

const EMPTY = NO_MARK.repeat(SESSIONS_A_WEEK);
const NO_WEEKEND = EMPTY.slice(10);

/**
 * A pupil's year of marks in its stored form: week after week from the year's first Monday, without those after the last mark.
 * @param weeks marks by the number of their week, from 0; a week that is left out has no mark
 */
export function packYear(weeks: ReadonlyMap<number, string>): string {
  const last = Math.max(-1, ...[...weeks].flatMap(([week, marks]) => (marks === EMPTY ? [] : [week])));
  let packed = '';
  for (let week = 0; week <= last; week++) packed += packWeek(weeks.get(week) ?? EMPTY);
  return packed;
}

function packWeek(marks: string): string {
  if (marks === PRESENT_WEEK_MARKS) return PRESENT_WEEK;
  if (marks === EMPTY) return EMPTY_WEEK;
  if (!marks.endsWith(NO_WEEKEND)) return WHOLE_WEEK + marks;
  let packed = '';
  for (let place = 0; place < 10; place += 2) {
    const day = marks.slice(place, place + 2);
    packed += day === '/\\' ? PRESENT_DAY : day === '..' ? EMPTY_DAY : day;
  }
  return packed;
}

const codeOf = (character: string): number => character.charCodeAt(0);
const [WEEK_PRESENT, WEEK_EMPTY, WEEK_WHOLE] = [PRESENT_WEEK, EMPTY_WEEK, WHOLE_WEEK].map(codeOf) as number[];
const [DAY_PRESENT, DAY_EMPTY, NOTHING] = [PRESENT_DAY, EMPTY_DAY, NO_MARK].map(codeOf) as number[];
const [MORNING, AFTERNOON] = ['/', '\\'].map(codeOf) as [number, number];
const MOST_WEEKS = 60;
/** Written to and read within one call; text put together piece by piece would take several times as long. */
const written = Buffer.alloc(MOST_WEEKS * SESSIONS_A_WEEK);
const sums = new Int32Array(MOST_WEEKS);

/**
 * The reverse of `packYear`: 14 places a week, `.` for no mark, and what each week comes to.
 * @param text holds the packed year from `begin` to before `end`
 */
export function unpackYear(text: string, begin = 0, end = text.length): { marks: string; weeks: Int32Array } {
  written.fill(NOTHING!);
  let week = 0;
  for (let at = begin; at < end && week < MOST_WEEKS; week++) {
    const place = week * SESSIONS_A_WEEK;
    const first = text.charCodeAt(at);
    sums[week] = 0;
    if (first === WEEK_EMPTY) at++;
    else if (first === WEEK_PRESENT) {
      at++;
      sums[week] = PRESENT_WEEK_SUM;
      for (let session = place; session < place + 10; session += 2) putPresent(session);
    } else if (first === WEEK_WHOLE) {
      for (let session = 0; session < SESSIONS_A_WEEK; session++) putMark(week, place + session, text.charCodeAt(++at));
      sums[week]! |= WEEKEND;
      at++;
    } else at = unpackDays(text, at, week);
  }
  return { marks: written.toString('latin1', 0, week * SESSIONS_A_WEEK), weeks: sums.slice(0, week) };
}

/** Puts the five days that begin at `at` to their place, and tells where the next week begins. */
function unpackDays(text: string, at: number, week: number): number {
  let next = at;
  for (let place = week * SESSIONS_A_WEEK; place < week * SESSIONS_A_WEEK + 10; place += 2) {
    const mark = text.charCodeAt(next++);
    if (mark === DAY_PRESENT) {
      putPresent(place);
      sums[week]! += 2;
    } else if (mark !== DAY_EMPTY) {
      putMark(week, place, mark);
      putMark(week, place + 1, text.charCodeAt(next++));
    }
  }
  return next;
}

function putMark(week: number, place: number, mark: number): void {
  written[place] = mark;
  sums[week]! += sumOfMark(mark);
}

function putPresent(place: number): void {
  written[place] = MORNING;
  written[place + 1] = AFTERNOON;
}
