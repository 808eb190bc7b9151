import type { SchoolYear } from '../register/school-year.ts';
import { isPresentWeek, markedPlaces } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';
import { eachStretch, type SessionChoice } from './count-year.ts';

/** Every stored form is a character below this. */
const MARKS = 128;
const NOTHING = '.'.charCodeAt(0);
/** The marks of a day that was present. */
const PRESENT_DAY = ['/', '\\'].map((mark) => mark.charCodeAt(0));

/** Sessions by mark and week, and pupils by mark, of one reading of the register. */
export interface MarkCounts {
  /** Sessions of a mark, those that are not possible too; without a week: of all weeks. */
  readonly sessions: (mark: string, week?: number) => number;
  /** Pupils with at least one such session. */
  readonly pupils: (mark: string) => number;
  /** Pupils with a session of any of the marks that were to be taken together. */
  readonly pupilsTogether: number;
  /** Marks that occur; sessions without one are left out. */
  readonly marks: readonly string[];
}

/**
 * Counts the marks of a choice.
 * @param together marks that are one thing, such as both kinds of late: a pupil with several of them is one pupil
 */
export function countMarks(year: SchoolYear, choice: SessionChoice, together: readonly string[] = []): MarkCounts {
  const weeks = Math.ceil(Math.max(choice.to, 1) / SESSIONS_A_WEEK);
  const byWeek = new Int32Array(weeks * MARKS);
  const present = new Int32Array(weeks);
  const pupils = new Int32Array(MARKS);
  const lastSeen = new Int32Array(MARKS).fill(-1);
  // Of pupils in the order in which they come: the last one, and the last who was counted for the marks taken together.
  const seen = { pupil: -1, order: -1, together: 0, counted: -1 };
  const joined = new Uint8Array(MARKS);
  for (const mark of together) joined[mark.charCodeAt(0)] = 1;
  eachStretch(year, choice, (pupil, from, to) => {
    if (pupil.pupil !== seen.pupil) [seen.pupil, seen.order] = [pupil.pupil, seen.order + 1];
    const { order } = seen;
    const { bytes, weeks: sums } = pupil;
    for (let place = from, end = from; place < to; place = end) {
      const week = Math.floor(place / SESSIONS_A_WEEK);
      end = Math.min(to, (week + 1) * SESSIONS_A_WEEK);
      const sum = sums[week]!;
      const isWhole = isPresentWeek(sum) && end - place === SESSIONS_A_WEEK;
      if (isWhole) present[week]!++;
      // Of a week wholly present the first day says who has which mark.
      const last = isWhole ? place + 2 : Math.min(end, week * SESSIONS_A_WEEK + markedPlaces(sum));
      for (; place < last; place++) {
        const mark = bytes[place]! & (MARKS - 1);
        if (!isWhole) byWeek[week * MARKS + mark]!++;
        if (lastSeen[mark] === order) continue;
        lastSeen[mark] = order;
        pupils[mark]!++;
        if (joined[mark] && seen.counted !== order) [seen.together, seen.counted] = [seen.together + 1, order];
      }
    }
  });
  for (const [week, count] of present.entries())
    for (const mark of PRESENT_DAY) byWeek[week * MARKS + mark]! += 5 * count;
  const total = new Int32Array(MARKS);
  for (let index = 0; index < byWeek.length; index++) total[index % MARKS]! += byWeek[index]!;
  return {
    sessions: (mark, week) => (week === undefined ? total : byWeek)[(week ?? 0) * MARKS + mark.charCodeAt(0)] ?? 0,
    pupils: (mark) => pupils[mark.charCodeAt(0)] ?? 0,
    pupilsTogether: seen.together,
    marks: [...total.keys()]
      .filter((mark) => mark !== NOTHING && total[mark]! > 0)
      .map((mark) => String.fromCharCode(mark)),
  };
}
