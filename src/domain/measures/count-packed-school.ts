import type { Characteristics } from '../pupils/characteristics.ts';
import { readNumbers } from '../register/packed-numbers.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';
import { absenceBand } from './absence-bands.ts';
import { countPacked } from './count-packed.ts';
import type { SessionChoice } from './count-year.ts';
import type { Counts } from './counts.ts';

/** Sessions while a profile was in force, and pupils by absence band who have it at the end of the period. */
export interface ProfileCounts extends Counts {
  readonly enrolments: number[];
}

export interface PackedSchoolCounts {
  /** Those of the choice. */
  readonly byProfile: ReadonlyMap<number, ProfileCounts>;
  /** Sessions of the choice by the number of their week. */
  readonly weeks: ReadonlyMap<number, Counts>;
}

/**
 * Counts a school's packed years: what `countByProfile` and `countPupils` count, without making a pupil's year of each line.
 * @param text a line a pupil: its runs (`0,3,12,7`, or the profile alone when it never changed), a blank and its packed marks
 */
export function countPackedSchool(
  text: string,
  profiles: ReadonlyMap<number, Characteristics>,
  { from, to, includes, leftOutFrom }: SessionChoice,
): PackedSchoolCounts {
  const bytes = Buffer.from(text, 'latin1');
  const byProfile = new Map<number, ProfileCounts>();
  const weeks: Counts[] = [];
  const rules = new Map(
    [...profiles].map(([number, profile]) => [
      number,
      { counts: includes(profile), to: Math.min(to, leftOutFrom?.(profile) ?? to) },
    ]),
  );
  const lastWeek = Math.floor((to - 1) / SESSIONS_A_WEEK);
  const own = { attended: 0, authorised: 0, unauthorised: 0 };
  let sums: ProfileCounts | null = null;
  const visit = (number: number, attended: number, authorised: number, unauthorised: number) => {
    add(own, attended, authorised, unauthorised);
    if (sums === null) return;
    add(sums, attended, authorised, unauthorised);
    add((weeks[number] ??= { attended: 0, authorised: 0, unauthorised: 0 }), attended, authorised, unauthorised);
  };
  for (let begin = 0; begin < bytes.length; ) {
    let end = bytes.indexOf(LINE_END, begin);
    if (end < 0) end = bytes.length;
    const blank = bytes.indexOf(BLANK, begin);
    const runs = readRuns(text, begin, blank);
    begin = end + 1;
    own.attended = own.authorised = own.unauthorised = 0;
    let last = runs[1];
    for (let run = 0; run < runs.length; run += 2) {
      const [week, profile, next] = [runs[run]!, runs[run + 1]!, runs[run + 2]];
      if (week <= lastWeek) last = profile;
      const rule = rules.get(profile);
      const first = Math.max(from, run === 0 ? 0 : week * SESSIONS_A_WEEK);
      const stop = Math.min(rule?.to ?? to, next === undefined ? to : next * SESSIONS_A_WEEK);
      // Of somebody who never was in a group that is asked about nothing counts.
      if (first >= stop || (runs.length === 2 && !rule?.counts)) continue;
      sums = rule?.counts ? profileOf(byProfile, profile) : null;
      countPacked(bytes, blank + 1, end, first, stop, visit);
    }
    const band = last !== undefined && rules.get(last)?.counts ? absenceBand(own) : null;
    if (band !== null) profileOf(byProfile, last!).enrolments[band]!++;
  }
  return { byProfile, weeks: new Map(weeks.entries().filter(([, counts]) => counts !== undefined)) };
}

const [LINE_END, BLANK] = [10, 32];

function readRuns(text: string, begin: number, end: number): number[] {
  const numbers = readNumbers(text, begin, end);
  return numbers.length === 1 ? [0, numbers[0]!] : numbers;
}

function profileOf(byProfile: Map<number, ProfileCounts>, profile: number): ProfileCounts {
  let sums = byProfile.get(profile);
  if (!sums)
    byProfile.set(
      profile,
      (sums = { attended: 0, authorised: 0, unauthorised: 0, enrolments: new Array<number>(11).fill(0) }),
    );
  return sums;
}

function add(to: Counts, attended: number, authorised: number, unauthorised: number): void {
  to.attended += attended;
  to.authorised += authorised;
  to.unauthorised += unauthorised;
}
