import { NO_MARK } from '../../domain/codes/codes.ts';
import { schoolDays } from '../../domain/measures/school-days.ts';
import { type PupilYear, pupilYear, type SchoolYear, StoredYear } from '../../domain/register/school-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';

/** A school's year, and by which UPN its pupils are known. */
export interface NamedYear {
  readonly year: SchoolYear;
  readonly upns: ReadonlyMap<number, string | null>;
}

/** Whether two of the schools have possible sessions on the same day: then their sum would count a session twice. */
export function haveSameDays(years: readonly SchoolYear[]): boolean {
  const days = years.flatMap(schoolDays);
  return new Set(days).size < days.length;
}

/**
 * The year of a school and of those that became it, as one register. A pupil is known by the UPN; one without a UPN, or with one
 * that two pupils of a school have, is counted at each school apart. Where both have a mark of a session, the first's holds.
 * @param own the school's own: a pupil's characteristics are those there from the first week with a mark there
 * @param before the schools before it, the latest first
 */
export function joinYears(own: NamedYear, before: readonly NamedYear[]): SchoolYear {
  const shared = sharedUpns([own, ...before]);
  const profiles = new Map(own.year.profiles);
  const pupils = [...own.year.pupils];
  const placeOf = new Map<string, number>();
  const keyOf = ({ upns }: NamedYear, { pupil }: PupilYear) => {
    const upn = upns.get(pupil) ?? null;
    return upn === null || shared.has(upn) ? null : upn;
  };
  own.year.pupils.forEach((pupil, index) => {
    const key = keyOf(own, pupil);
    if (key !== null) placeOf.set(key, index);
  });
  for (const other of before) {
    // Profiles are numbered at each school apart.
    const offset = Math.max(-1, ...profiles.keys()) + 1;
    for (const [number, profile] of other.year.profiles) profiles.set(number + offset, profile);
    for (const pupil of other.year.pupils) {
      const runs = pupil.runs.map(([week, profile]) => [week, profile + offset] as const);
      const key = keyOf(other, pupil);
      const at = key === null ? undefined : placeOf.get(key);
      if (at !== undefined) pupils[at] = joinPupil(pupils[at]!, pupil, runs);
      else {
        if (key !== null) placeOf.set(key, pupils.length);
        // No number of the school's own: no page of it is about this pupil.
        pupils.push(new StoredYear(-1 - pupils.length, pupil, runs));
      }
    }
  }
  return { ...own.year, profiles, pupils };
}

/** @param runs of the pupil before, with profiles by their numbers in the joined year */
function joinPupil(own: PupilYear, before: PupilYear, runs: PupilYear['runs']): PupilYear {
  const length = Math.max(own.marks.length, before.marks.length);
  const mine = own.marks.padEnd(length, NO_MARK);
  const theirs = before.marks.padEnd(length, NO_MARK);
  const first = mine.search(/[^.]/);
  if (first < 0) return new StoredYear(own.pupil, before, runs);
  const week = Math.floor(first / SESSIONS_A_WEEK);
  const [[, profile], ...later] = own.runs as [readonly [number, number], ...(readonly [number, number])[]];
  const marks = [...mine].map((mark, place) => (mark === NO_MARK ? theirs[place] : mark)).join('');
  return pupilYear(own.pupil, marks, [
    ...runs.filter(([from]) => from < week),
    [week, profile],
    ...later.filter(([from]) => from > week),
  ]);
}

function sharedUpns(years: readonly NamedYear[]): ReadonlySet<string> {
  const shared = new Set<string>();
  for (const { year, upns } of years) {
    const seen = new Set<string>();
    for (const { pupil } of year.pupils) {
      const upn = upns.get(pupil) ?? null;
      if (upn !== null && seen.has(upn)) shared.add(upn);
      if (upn !== null) seen.add(upn);
    }
  }
  return shared;
}
