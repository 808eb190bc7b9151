import { ATTENDED, AUTHORISED, KIND_OF_MARK, UNAUTHORISED } from '../codes/codes.ts';
import type { Characteristics } from '../pupils/characteristics.ts';
import { type PupilYear, profileAt, type SchoolYear } from '../register/school-year.ts';
import { addWeekSums, isPresentWeek, possibleIn, WEEKDAY_SESSIONS } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';
import { type Counts, possible } from './counts.ts';

/** Which sessions of a school's year a figure is about. Places are those of `placeOf`. */
export interface SessionChoice {
  /** First place. */
  readonly from: number;
  /** The place after the last. */
  readonly to: number;
  /** Whether sessions are counted while such a profile is in force, and pupils who have it at the end of the period. */
  readonly includes: (profile: Characteristics) => boolean;
  /** The place from which sessions of such a profile are left out; null for none. */
  readonly leftOutFrom?: (profile: Characteristics) => number | null;
}

/** A pupil's own sessions of a period. */
export interface PupilCounts extends Counts {
  readonly pupil: number;
  /** In force in the last week of the period. */
  readonly profile: number;
}

/** Sessions by place: how many were attended, authorised and unauthorised absences. */
export interface PlaceCounts {
  readonly from: number;
  readonly attended: Int32Array;
  readonly authorised: Int32Array;
  readonly unauthorised: Int32Array;
}

type Visit = (pupil: PupilYear, from: number, to: number, profile: number) => void;

/**
 * Calls `visit` for each stretch of sessions of the choice: those of a pupil while one profile was in force. A profile counts from
 * its own week on, never backwards. Stretches may reach beyond a pupil's last mark.
 */
export function eachStretch(year: SchoolYear, choice: SessionChoice, visit: Visit): void {
  const rules = rulesOf(year, choice);
  for (const pupil of year.pupils) {
    for (let run = 0; run < pupil.runs.length; run++) {
      const [week, profile] = pupil.runs[run]!;
      const rule = rules.get(profile);
      if (rule === undefined || !rule.counts) continue;
      const from = Math.max(choice.from, run === 0 ? 0 : week * SESSIONS_A_WEEK);
      const next = pupil.runs[run + 1];
      const to = Math.min(rule.to, next ? next[0] * SESSIONS_A_WEEK : rule.to, pupil.bytes.length);
      if (from < to) visit(pupil, from, to, profile);
    }
  }
}

/**
 * Each pupil whose profile at the end of the period is of the choice and who has a possible session in it, with all their sessions
 * of the period: what persistence and bands are about (`bandsToDate` counts them alike).
 */
export function countPupils(year: SchoolYear, choice: SessionChoice): PupilCounts[] {
  return countEveryPupil(year, choice).filter((counts) => possible(counts) > 0);
}

/** The same with pupils of the choice who have no possible session in the period: they are on a list, and in no figure. */
export function countEveryPupil(year: SchoolYear, choice: SessionChoice): PupilCounts[] {
  const rules = rulesOf(year, choice);
  const lastWeek = Math.floor((choice.to - 1) / SESSIONS_A_WEEK);
  return year.pupils.flatMap((pupil) => {
    const profile = profileAt(pupil, lastWeek);
    if (profile === null || !rules.get(profile)?.counts) return [];
    return [{ pupil: pupil.pupil, profile, ...countOwn(pupil, choice, rules) }];
  });
}

/** All sessions of a pupil in the period, whatever the profile was, but for those that a definition leaves out. */
function countOwn(pupil: PupilYear, choice: SessionChoice, rules: ReadonlyMap<number, Rule>): Counts {
  const counts = { attended: 0, authorised: 0, unauthorised: 0 };
  for (let run = 0; run < pupil.runs.length; run++) {
    const [week, profile] = pupil.runs[run]!;
    const from = Math.max(choice.from, run === 0 ? 0 : week * SESSIONS_A_WEEK);
    const next = pupil.runs[run + 1];
    const end = rules.get(profile)?.to ?? choice.to;
    addSessions(counts, pupil, from, Math.min(end, next ? next[0] * SESSIONS_A_WEEK : end));
  }
  return counts;
}

/** Adds a stretch of a pupil's sessions to counts: whole weeks by what they come to, the rest mark by mark. */
export function addSessions(counts: Counts, { bytes, weeks }: PupilYear, from: number, to: number): void {
  const end = Math.min(to, bytes.length);
  const first = Math.ceil(from / SESSIONS_A_WEEK);
  const last = Math.floor(end / SESSIONS_A_WEEK);
  addMarks(counts, bytes, from, Math.min(end, first * SESSIONS_A_WEEK));
  addWeekSums(counts, weeks, first, last);
  if (last >= first) addMarks(counts, bytes, last * SESSIONS_A_WEEK, end);
}

function addMarks(counts: Counts, bytes: Uint8Array, from: number, to: number): void {
  for (let place = from; place < to; place++) {
    const kind = KIND_OF_MARK[bytes[place]!];
    if (kind === ATTENDED) counts.attended++;
    else if (kind === AUTHORISED) counts.authorised++;
    else if (kind === UNAUTHORISED) counts.unauthorised++;
  }
}

/** A stretch of a pupil's year within one week, with what that week comes to. */
type WeekVisit = (sum: number, week: number, from: number, to: number) => void;

/** Calls `visit` for each week of a stretch, with its places that lie in it. */
export function eachWeek({ weeks }: PupilYear, from: number, to: number, visit: WeekVisit): void {
  for (let place = from; place < to; ) {
    const week = Math.floor(place / SESSIONS_A_WEEK);
    const end = Math.min(to, (week + 1) * SESSIONS_A_WEEK);
    visit(weeks[week]!, week, place, end);
    place = end;
  }
}

/** All sessions of the choice together. */
export function countSessions(year: SchoolYear, choice: SessionChoice): Counts {
  const counts = { attended: 0, authorised: 0, unauthorised: 0 };
  eachStretch(year, choice, (pupil, from, to) => addSessions(counts, pupil, from, to));
  return counts;
}

/** Sessions by the profile in force: any group, and any crossing of groups, is a sum of these. */
export function countByProfile(year: SchoolYear, choice: SessionChoice): Map<number, Counts> {
  const counts = new Map<number, Counts>();
  eachStretch(year, choice, (pupil, from, to, profile) => {
    let own = counts.get(profile);
    if (!own) counts.set(profile, (own = { attended: 0, authorised: 0, unauthorised: 0 }));
    addSessions(own, pupil, from, to);
  });
  return counts;
}

/** Sessions by their place in the year: days, halves, weekdays and weeks are sums of these. */
export function countByPlace(year: SchoolYear, choice: SessionChoice): PlaceCounts {
  const length = Math.max(0, choice.to - choice.from);
  const [attended, authorised, unauthorised] = [0, 0, 0].map(() => new Int32Array(length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  // What is not possible is counted too, and thrown away: asking each mark first would take longer.
  const byKind = [new Int32Array(length), attended, authorised, unauthorised];
  const present = new Int32Array(Math.ceil(Math.max(choice.to, 0) / SESSIONS_A_WEEK));
  eachStretch(year, choice, (pupil, from, to) =>
    eachWeek(pupil, from, to, (sum, week, first, end) => {
      if (possibleIn(sum) === 0) return;
      if (isPresentWeek(sum) && end - first === SESSIONS_A_WEEK) present[week]!++;
      else
        for (let place = first; place < end; place++)
          byKind[KIND_OF_MARK[pupil.bytes[place]!]!]![place - choice.from]!++;
    }),
  );
  for (const [week, pupils] of present.entries())
    if (pupils > 0)
      for (let place = 0; place < WEEKDAY_SESSIONS; place++)
        attended[week * SESSIONS_A_WEEK + place - choice.from]! += pupils;
  return { from: choice.from, attended, authorised, unauthorised };
}

interface Rule {
  readonly counts: boolean;
  readonly to: number;
}

/** What the choice says of each profile of the school, asked once. */
function rulesOf({ profiles }: SchoolYear, { includes, leftOutFrom, to }: SessionChoice): Map<number, Rule> {
  return new Map(
    [...profiles].map(([number, profile]) => [
      number,
      { counts: includes(profile), to: Math.min(to, leftOutFrom?.(profile) ?? to) },
    ]),
  );
}
