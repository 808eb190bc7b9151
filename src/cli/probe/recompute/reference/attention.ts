import { isBankHoliday } from './bank-holidays.ts';
import { monday, plusDays, weekday } from './calendar.ts';
import { countedAs, isMissed, isPossible } from './code-list.ts';
import { count, type ExpectedRow, isAbsent, NONE, rate } from './expected.ts';
import { type Known, type Sat, type Tally, tally } from './known-register.ts';
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

/** A rule gives its numbers for a pupil whom it is about, by the columns of its table; null for others. */
export type AttentionRule = (looked: Looked) => ExpectedRow | null;

const toDay = (sessions: readonly Sat[], day: string | undefined) =>
  tally(sessions.filter(({ date }) => day !== undefined && date <= day));
const fiveBefore = ({ open }: Looked): string | undefined => open[open.length - 1 - 5];
const last20 = ({ possible }: Looked): readonly Sat[] => possible.slice(-20);

const newly =
  (oneIn: 10 | 2): AttentionRule =>
  (looked) => {
    const [now, before] = [tally(looked.possible), toDay(looked.possible, fiveBefore(looked))];
    if (now.possible < 20 || !isAbsent(now, oneIn) || isAbsent(before, oneIn)) return null;
    return { absence: absenceRate(now), before: absenceRate(before) };
  };

const absenceRate = ({ missed, possible }: Tally) => rate(missed, possible);

/** The fewest further sessions in which, missed in a row, a tenth is reached. */
function sessionsLeft(missed: number, possible: number): number {
  let more = 1;
  while (10 * (missed + more) < possible + more) more++;
  return more;
}

/** The fewest further sessions in which a tenth is reached at the pace of the last 20, of which so many were missed. */
function sessionsAtPace(missed: number, possible: number, ofLast: number): number | null {
  if (ofLast <= 2) return null;
  let further = 1;
  while (10 * (20 * missed + ofLast * further) < 20 * (possible + further)) further++;
  return further;
}

/** The day on which so many further possible sessions have passed: two a weekday from the next one on, bank holidays skipped. */
function dayAfter(day: string, sessions: number): string {
  let [date, left] = [day, sessions];
  while (left > 0) {
    date = plusDays(date, 1);
    if (weekday(date) <= 5 && !isBankHoliday(date)) left -= 2;
  }
  return date;
}

const aboutToBe: AttentionRule = (looked) => {
  const [all, last] = [tally(looked.possible), tally(last20(looked))];
  if (all.possible < 20 || isAbsent(all, 10)) return null;
  const left = sessionsLeft(all.missed, all.possible);
  const pace = sessionsAtPace(all.missed, all.possible, last.missed);
  if (left > 4 && (pace === null || pace > 20)) return null;
  return {
    absence: absenceRate(all),
    last_20: absenceRate(last),
    sessions_left: count(left),
    pace: pace === null ? NONE : count(pace),
    ...(pace !== null && pace <= 20 && { date: { kind: 'words', date: dayAfter(looked.open.at(-1)!, pace) } }),
  };
};

const cameOut: AttentionRule = (looked) => {
  const [now, before] = [tally(looked.possible), toDay(looked.possible, fiveBefore(looked))];
  if (!isAbsent(before, 10) || isAbsent(now, 10)) return null;
  return { absence: absenceRate(now), before: absenceRate(before) };
};

const tenInTenWeeks: AttentionRule = ({ ever, tenWeeks }) => {
  const own = ever.filter(({ code, date }) => 'GNOU'.includes(code) && tenWeeks.includes(monday(date)));
  if (own.length < 10) return null;
  return {
    sessions: count(own.length),
    of_which_n: count(own.filter(({ code }) => code === 'N').length),
    first: { kind: 'words', date: own[0]!.date },
  };
};

const tenDays: AttentionRule = ({ possible }) => {
  const days = [...Map.groupBy(possible, ({ date }) => date).values()].reverse();
  const other = days.findIndex((day) => day.some(({ code }) => countedAs(code) !== 'unauthorised'));
  const run = other < 0 ? days : days.slice(0, other);
  return run.length < 10 ? null : { days: count(run.length), sessions: count(run.flat().length) };
};

const illness: AttentionRule = ({ possible }) => {
  const sessions = possible.filter(({ code }) => code === 'I').length;
  let [longest, run] = [0, 0];
  for (const { code } of possible) {
    run = code === 'I' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return sessions < 30 ? null : { sessions: count(sessions), longest: count(longest) };
};

const unexplained: AttentionRule = (looked) => {
  const before = fiveBefore(looked);
  const old = looked.possible.filter(({ code, date }) => code === 'N' && before !== undefined && date < before);
  return old.length === 0 ? null : { sessions: count(old.length), oldest: { kind: 'words', date: old[0]!.date } };
};

const suddenChange: AttentionRule = (looked) => {
  const [last, before] = [tally(last20(looked)), tally(looked.possible.slice(0, -20))];
  if (last.missed < 6 || before.possible < 40) return null;
  if (3 * before.missed * 20 > last.missed * before.possible) return null;
  return { last_20: absenceRate(last), before: absenceRate(before) };
};

const returned: AttentionRule = ({ possible, open }) => {
  const latest = possible.at(-1);
  if (!latest || isMissed(latest.code)) return null;
  const spell = spellsOf(possible).find((each) => each.length >= 10 && open.slice(-5).includes(each.at(-1)!.date));
  return spell ? { sessions: count(spell.length) } : null;
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
  const toDate = everything.filter(({ date, code }) => date <= open.at(-1)! && isPossible(code));
  const weeks = [...new Set(toDate.map(({ date }) => monday(date)))].sort();
  const own = (all: readonly Sat[]) => all.filter((each) => each.pupil === pupil && isPossible(each.code));
  return { possible: own(sessions), ever: own(toDate), open, tenWeeks: weeks.slice(-10) };
}
