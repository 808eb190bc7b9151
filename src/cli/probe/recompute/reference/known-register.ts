import type { RawCharacteristics, RawPupil, RawSchool } from '../raw-school.ts';
import type { Asked } from './asked.ts';
import { dayInLondon, monday, yearOf } from './calendar.ts';
import { countedAs, isPossible } from './code-list.ts';

/** One pupil's session that has a mark. */
export interface Sat {
  readonly pupil: number;
  readonly date: string;
  readonly half: 'AM' | 'PM';
  readonly code: string;
  /** What the pupil was in that week. */
  readonly who: RawCharacteristics;
}

/** A school's register as it was known at a time, of one academic year. */
export interface Known {
  readonly school: RawSchool;
  readonly year: { readonly startYear: number; readonly from: string; readonly to: string };
  /** By pupil, in the order of time. */
  readonly sessions: readonly Sat[];
  /** The same with those of the years before. */
  readonly everything: readonly Sat[];
  /** Days of the year on which anybody had a possible session, rising. */
  readonly open: readonly string[];
  /** The past day at whose end this was known; null: now. */
  readonly known: string | null;
  /** How many runs had been by then. */
  readonly runs: number;
  /** Through which session it reaches; null without a collection. */
  readonly held: { readonly date: string; readonly half: 'AM' | 'PM' } | null;
}

/** What was known of a school at the end of a London day, or now, in the academic year that an address is about. */
export function knownAt(school: RawSchool, asked: Asked): Known {
  const today = dayInLondon(school.now);
  const day = asked.known !== null && asked.known < today ? asked.known : null;
  const runs = school.runs.filter(({ at }) => day === null || dayInLondon(at) <= day);
  const last = runs.at(-1);
  const pupils = new Map(school.pupils.map((pupil) => [pupil.id, pupil]));
  const everything = school.marks
    .flatMap(({ pupil, date, half, seen }): Sat[] => {
      // Nothing that was seen by a later run, whatever it said.
      const code = seen.findLast(({ run }) => run < runs.length)?.code ?? null;
      return code === null ? [] : [{ pupil, date, half, code, who: inWeek(pupils.get(pupil)!, monday(date)) }];
    })
    .sort((a, b) => a.pupil - b.pupil || compare(`${a.date}${a.half}`, `${b.date}${b.half}`));
  const year = yearOf(asked.on ?? asked.to ?? asked.from ?? latestDay(school, day) ?? day ?? today);
  const sessions = everything.filter(({ date }) => date >= year.from && date <= year.to);
  return {
    school,
    year,
    sessions,
    everything,
    open: daysOpen(sessions),
    known: day,
    runs: runs.length,
    held: last ? { date: last.heldDate, half: last.heldHalf } : null,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The latest day with a possible session as the register stands, up to a day if one is given: which academic year a page is about. */
export const latestDay = ({ marks }: RawSchool, until: string | null): string | undefined =>
  marks
    .filter(({ seen, date }) => isPossible(seen.at(-1)!.code ?? '-') && (until === null || date <= until))
    .map(({ date }) => date)
    .sort()
    .at(-1);

export const daysOpen = (sessions: readonly Sat[]): string[] =>
  [...new Set(sessions.filter(({ code }) => isPossible(code)).map(({ date }) => date))].sort();

/** What the source said of a pupil in a week. */
export function inWeek(pupil: RawPupil, week: string): RawCharacteristics {
  let found = pupil.is[0]!.characteristics;
  for (const { from, characteristics } of pupil.is) if (from <= week) found = characteristics;
  return found;
}

/** The weeks of the academic year of which the register has anything of a pupil, rising; kept for each register. */
export function weeksOf(known: Known, pupil: number): readonly string[] {
  let weeks = weeksKept.get(known);
  if (!weeks) {
    const { school, year } = known;
    const marks = school.marks.filter(({ date }) => date >= year.from && date <= year.to);
    weeks = new Map(
      [...Map.groupBy(marks, (mark) => mark.pupil)].map(([id, own]) => [
        id,
        [...new Set(own.map(({ date }) => monday(date)))].sort(),
      ]),
    );
    weeksKept.set(known, weeks);
  }
  return weeks.get(pupil) ?? [];
}

const weeksKept = new WeakMap<Known, ReadonlyMap<number, readonly string[]>>();

/**
 * What a pupil was at the end of a period: in its last week, or the last week before it of which the register has anything.
 * @returns null when there is no such week in the academic year
 */
export function whoAt(known: Known, pupil: number, day: string): RawCharacteristics | null {
  const last = weeksOf(known, pupil).findLast((week) => week <= day);
  return last === undefined ? null : inWeek(known.school.pupils.find(({ id }) => id === pupil)!, last);
}

export interface Tally {
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly possible: number;
  readonly missed: number;
}

/** Sessions counted by what they count as. */
export function tally(sessions: readonly Pick<Sat, 'code'>[]): Tally {
  const of = (kind: string) => sessions.filter(({ code }) => countedAs(code) === kind).length;
  const [attended, authorised, unauthorised] = [of('attended'), of('authorised'), of('unauthorised')];
  const missed = authorised + unauthorised;
  return { attended, authorised, unauthorised, missed, possible: attended + missed };
}
