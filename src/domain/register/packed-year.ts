import { NO_MARK } from '../codes/codes.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

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
const PRESENT = '/\\'.repeat(5).padEnd(SESSIONS_A_WEEK, NO_MARK);
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
  if (marks === PRESENT) return PRESENT_WEEK;
  if (marks === EMPTY) return EMPTY_WEEK;
  if (!marks.endsWith(NO_WEEKEND)) return WHOLE_WEEK + marks;
  let packed = '';
  for (let place = 0; place < 10; place += 2) {
    const day = marks.slice(place, place + 2);
    packed += day === '/\\' ? PRESENT_DAY : day === '..' ? EMPTY_DAY : day;
  }
  return packed;
}

const [SLASH, BACKSLASH] = ['/', '\\'].map((mark) => mark.charCodeAt(0)) as [number, number];
const [presentWeek, emptyWeek] = [Buffer.from(PRESENT), Buffer.from(EMPTY)];
const LONGEST = 60 * SESSIONS_A_WEEK;
/** Written to and read within one call; text put together piece by piece would take several times as long. */
const written = Buffer.alloc(LONGEST);

/** The reverse of `packYear`: 14 places a week, `.` for no mark. */
export function unpackYear(packed: string): string {
  let length = 0;
  for (let at = 0; at < packed.length && length < LONGEST; length += SESSIONS_A_WEEK) {
    const first = packed[at];
    (first === PRESENT_WEEK ? presentWeek : emptyWeek).copy(written, length);
    if (first === EMPTY_WEEK || first === PRESENT_WEEK) at++;
    else if (first === WHOLE_WEEK) {
      written.write(packed.slice(at + 1, at + 1 + SESSIONS_A_WEEK), length, 'latin1');
      at += 1 + SESSIONS_A_WEEK;
    } else at = unpackDays(packed, at, length);
  }
  return written.toString('latin1', 0, length);
}

/** Puts the five days that begin at `at` to their place, and tells where the next week begins. */
function unpackDays(packed: string, at: number, place: number): number {
  let next = at;
  for (let day = 0; day < 5; day++) {
    const mark = packed[next];
    if (mark === PRESENT_DAY) putPresent(place + day * 2);
    else if (mark !== EMPTY_DAY) {
      written[place + day * 2] = packed.charCodeAt(next);
      written[place + day * 2 + 1] = packed.charCodeAt(++next);
    }
    next++;
  }
  return next;
}

function putPresent(place: number): void {
  written[place] = SLASH;
  written[place + 1] = BACKSLASH;
}
