import { NO_MARK } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';
import {
  EMPTY_WEEK_SUM,
  PRESENT_WEEK_MARKS,
  PRESENT_WEEK_SUM,
  sumOfMark,
  WEEKDAY_SESSIONS,
  WEEKEND,
} from './week-sums.ts';

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
/** More than any academic year has. */
const MOST_WEEKS = 54;

/** Room for the years of so many pupils, side by side: room for each by itself would cost more than filling it. */
export class YearRoom {
  readonly #bytes: Buffer;
  readonly #weeks: Int32Array;
  #used = 0;

  constructor(pupils: number) {
    this.#bytes = Buffer.alloc(pupils * MOST_WEEKS * SESSIONS_A_WEEK, NOTHING);
    this.#weeks = new Int32Array(pupils * MOST_WEEKS);
  }

  /**
   * The reverse of `packYear`: 14 places a week, `.` for no mark, as bytes, and what each week comes to.
   * @param text holds the packed year from `begin` to before `end`
   */
  unpack(text: string, begin = 0, end = text.length): { bytes: Buffer; weeks: Int32Array } {
    const [bytes, weeks, first] = [this.#bytes, this.#weeks, this.#used];
    let week = first;
    for (let at = begin; at < end && week < first + MOST_WEEKS; week++) {
      const place = week * SESSIONS_A_WEEK;
      const character = text.charCodeAt(at);
      if (character === WEEK_EMPTY) {
        at++;
        weeks[week] = EMPTY_WEEK_SUM;
      } else if (character === WEEK_PRESENT) {
        at++;
        weeks[week] = PRESENT_WEEK_SUM;
        for (let session = place; session < place + WEEKDAY_SESSIONS; session += 2) putPresent(bytes, session);
      } else if (character === WEEK_WHOLE) {
        weeks[week] = WEEKEND;
        for (let session = 0; session < SESSIONS_A_WEEK; session++)
          weeks[week]! += putMark(bytes, place + session, text.charCodeAt(++at));
        at++;
      } else at = this.#unpackDays(text, at, week);
    }
    this.#used = week;
    return {
      bytes: bytes.subarray(first * SESSIONS_A_WEEK, week * SESSIONS_A_WEEK),
      weeks: weeks.subarray(first, week),
    };
  }

  /** Puts the five days that begin at `at` to their place, and tells where the next week begins. */
  #unpackDays(text: string, at: number, week: number): number {
    let next = at;
    let sum = 0;
    for (let day = 0; day < 5; day++) {
      const place = week * SESSIONS_A_WEEK + 2 * day;
      const mark = text.charCodeAt(next++);
      if (mark === DAY_PRESENT) {
        putPresent(this.#bytes, place);
        sum += 2;
      } else if (mark !== DAY_EMPTY)
        sum += putMark(this.#bytes, place, mark) + putMark(this.#bytes, place + 1, text.charCodeAt(next++));
    }
    this.#weeks[week] = sum;
    return next;
  }
}

/** Tells what the mark adds to the sum of its week. */
function putMark(bytes: Buffer, place: number, mark: number): number {
  bytes[place] = mark;
  return sumOfMark(mark);
}

function putPresent(bytes: Buffer, place: number): void {
  bytes[place] = MORNING;
  bytes[place + 1] = AFTERNOON;
}
