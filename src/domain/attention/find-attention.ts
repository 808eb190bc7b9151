import { type Pattern, patternOf } from './pattern.ts';
import { emptySessions, type PupilMarks, readSessions } from './pupil-sessions.ts';
import { type FoundBy, RULES, type RuleId } from './rules.ts';
import { dateOfPlace, latestPlaces, schoolSoFar } from './school-so-far.ts';

/** One pupil whom a rule concerns. */
export interface Case<F> {
  readonly pupil: number;
  readonly yearGroup: string;
  readonly found: F;
  readonly pattern: Pattern;
}

export interface Attention {
  /** The school's latest day with a possible session; null when the year has none. */
  readonly day: string | null;
  /** How many pupils were on roll that day. */
  readonly pupils: number;
  /** The most urgent first in each. */
  readonly cases: { readonly [Id in RuleId]: readonly Case<FoundBy[Id]>[] };
}

/** A school's year, with everybody in it who had a mark, leavers too. `start` is its first Monday. */
export interface AttentionYear {
  readonly start: string;
  readonly pupils: readonly PupilMarks[];
}

/**
 * Puts every rule to every pupil of a school who is on roll on its latest day.
 * @param isOnRoll asked with that day
 * @param yearBefore the academic year before, for the rule that reaches back into it; null when there is none
 */
export function findAttention(
  year: AttentionYear,
  yearBefore: AttentionYear | null,
  isOnRoll: (pupil: number, day: string) => boolean,
): Attention {
  const school = schoolSoFar(year, yearBefore);
  const before = new Map(yearBefore?.pupils.map(({ pupil, bytes }) => [pupil, bytes]));
  const cases = Object.fromEntries(RULES.map(({ id }) => [id, [] as Case<unknown>[]]));
  if (school.days.length === 0) return { day: null, pupils: 0, cases: cases as unknown as Attention['cases'] };
  const day = dateOfPlace(school, latestPlaces(school, 1).from);
  const sessions = emptySessions();
  let pupils = 0;
  for (const each of year.pupils) {
    if (!isOnRoll(each.pupil, day)) continue;
    pupils++;
    readSessions(sessions, each, before.get(each.pupil));
    for (const rule of RULES) {
      const found = rule.evaluate(sessions, school);
      if (found === null) continue;
      const pattern = patternOf(sessions, each.yearGroup, found.stretch, school);
      cases[rule.id]!.push({ pupil: each.pupil, yearGroup: each.yearGroup, found, pattern });
    }
  }
  for (const rule of RULES) sortByUrgency(cases[rule.id] as Case<never>[], rule);
  return { day, pupils, cases: cases as unknown as Attention['cases'] };
}

function sortByUrgency(cases: Case<never>[], rule: { urgency(found: never): number }): void {
  const urgency = new Map(cases.map((each) => [each, rule.urgency(each.found)]));
  cases.sort((a, b) => urgency.get(b)! - urgency.get(a)! || a.pupil - b.pupil);
}
