import { isBankHoliday } from './bank-holidays.ts';
import { monday, plusDays, weekday } from './calendar.ts';
import { countedAs, isMissed, isPossible } from './code-list.ts';
import { isAbsent } from './expected.ts';
import { type Known, type Sat, tally } from './known-register.ts';
import { spellsOf } from './pages/spells.ts';

/** What the rules look at: one pupil's possible sessions, and the school's days. */
export interface Looked {
  /** Of the academic year, in order. */
  readonly possible: readonly Sat[];
  /** With those of the years before. */
  readonly ever: readonly Sat[];
  /** School days of the year, rising; the last is day D. */
  readonly open: readonly string[];
  /** The ten latest weeks with a school day, those of the years before among them. */
  readonly tenWeeks: readonly string[];
}

/** A rule gives its numbers for a pupil whom it is about; null for others. */
export type AttentionRule = (looked: Looked) => Readonly<Record<string, number | string>> | null;

const toDay = (sessions: readonly Sat[], day: string | undefined) =>
  tally(sessions.filter(({ date }) => day !== undefined && date <= day));
const fiveBefore = ({ open }: Looked): string | undefined => open[open.length - 1 - 5];
const last20 = ({ possible }: Looked): readonly Sat[] => possible.slice(-20);

const newly =
  (oneIn: 10 | 2): AttentionRule =>
  (looked) => {
    const [now, before] = [tally(looked.possible), toDay(looked.possible, fiveBefore(looked))];
    if (now.possible < 20 || !isAbsent(now, oneIn) || isAbsent(before, oneIn)) return null;
    return {
      missed: now.missed,
      possible: now.possible,
      missed_before: before.missed,
      possible_before: before.possible,
    };
  };

/** The fewest further sessions in which, missed in a row, a tenth is reached. */
function sessionsLeft(missed: number, possible: number): number {
  let more = 1;
  while (10 * (missed + more) < possible + more) more++;
  return more;
}

/** The day on which so many further possible sessions have passed: two a weekday from the next one on, bank holidays skipped. */
export function dayAfterSessions(day: string, sessions: number): string {
  let [date, left] = [day, sessions];
  while (left > 0) {
    date = plusDays(date, 1);
    if (weekday(date) <= 5 && !isBankHoliday(date)) left -= 2;
  }
  return date;
}

const aboutToBe: AttentionRule = (looked) => {
  const { missed, possible } = tally(looked.possible);
  if (possible < 20 || missed * 10 >= possible) return null;
  const left = sessionsLeft(missed, possible);
  const pace = tally(last20(looked)).missed;
  let atPace: number | null = null;
  if (pace > 2) for (let n = 20; n >= 1; n--) if (10 * (20 * missed + pace * n) >= 20 * (possible + n)) atPace = n;
  if (left > 4 && atPace === null) return null;
  return {
    left,
    ...(atPace !== null && { sessions: atPace, by: dayAfterSessions(looked.open.at(-1)!, atPace) }),
  };
};

const cameOut: AttentionRule = (looked) => {
  const [now, before] = [tally(looked.possible), toDay(looked.possible, fiveBefore(looked))];
  return isAbsent(before, 10) && !isAbsent(now, 10) ? { missed: now.missed, possible: now.possible } : null;
};

const tenInTenWeeks: AttentionRule = ({ ever, tenWeeks }) => {
  const own = ever.filter(({ code, date }) => 'GNOU'.includes(code) && tenWeeks.includes(monday(date)));
  if (own.length < 10) return null;
  return { sessions: own.length, n: own.filter(({ code }) => code === 'N').length, first: own[0]!.date };
};

const tenDays: AttentionRule = ({ possible }) => {
  const days = [...Map.groupBy(possible, ({ date }) => date)];
  let run = 0;
  while (run < days.length && days[days.length - 1 - run]![1].every(({ code }) => countedAs(code) === 'unauthorised'))
    run++;
  return run < 10 ? null : { days: run };
};

const illness: AttentionRule = ({ possible }) => {
  const sessions = possible.filter(({ code }) => code === 'I').length;
  let [longest, run] = [0, 0];
  for (const { code } of possible) {
    run = code === 'I' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return sessions < 30 ? null : { sessions, longest };
};

const unexplained: AttentionRule = (looked) => {
  const before = fiveBefore(looked);
  const old = looked.possible.filter(({ code, date }) => code === 'N' && before !== undefined && date < before);
  return old.length === 0 ? null : { sessions: old.length, oldest: old[0]!.date };
};

const suddenChange: AttentionRule = (looked) => {
  const [last, before] = [tally(last20(looked)), tally(looked.possible.slice(0, -20))];
  if (last.missed < 6 || before.possible < 40) return null;
  if (3 * before.missed * 20 > last.missed * before.possible) return null;
  return {
    missed: last.missed,
    possible: last.possible,
    missed_before: before.missed,
    possible_before: before.possible,
  };
};

const returned: AttentionRule = ({ possible, open }) => {
  const latest = possible.at(-1);
  if (!latest || isMissed(latest.code)) return null;
  const spell = spellsOf(possible).at(-1);
  const end = spell?.at(-1)?.date;
  if (!spell || spell.length < 10 || end === undefined || !open.slice(-5).includes(end)) return null;
  return { sessions: spell.length };
};

/** By the id of the table. */
export const ATTENTION_RULES: Readonly<Record<string, AttentionRule>> = {
  'newly-persistent': newly(10),
  'newly-severe': newly(2),
  'about-to-be-persistent': aboutToBe,
  'came-out': cameOut,
  'ten-in-ten-weeks': tenInTenWeeks,
  'ten-days-unauthorised': tenDays,
  'illness-15-days': illness,
  'unexplained-n': unexplained,
  'sudden-change': suddenChange,
  returned,
};

/** What the rules look at for a pupil. */
export function lookAt({ sessions, everything, open }: Known, pupil: number): Looked {
  const own = (all: readonly Sat[]) => all.filter((each) => each.pupil === pupil && isPossible(each.code));
  const weeks = everything.filter(({ code }) => isPossible(code)).map(({ date }) => monday(date));
  return { possible: own(sessions), ever: own(everything), open, tenWeeks: [...new Set(weeks)].sort().slice(-10) };
}
