import { addSessions } from '../../domain/measures/count-year.ts';
import type { Counts } from '../../domain/measures/counts.ts';
import { placeOf, profileAt, type SchoolYear } from '../../domain/register/school-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import type { RollStay } from '../school-year/query.ts';

/** A day on which a pupil joined or left, and the pupil's sessions here on that side of it, within the period. */
export interface Move {
  readonly pupil: number;
  readonly day: string;
  /** Null when no mark of the year tells it. */
  readonly yearGroup: string | null;
  readonly counts: Counts;
  /** Joiners: the day on which they had left before. Leavers: the day on which they came back since. */
  readonly other: string | null;
}

export interface Moves {
  readonly joiners: readonly Move[];
  readonly leavers: readonly Move[];
}

/**
 * Joiners and leavers of a period. Whoever was on roll on the school's first day of the year is no joiner.
 * @param firstDay the school's first day of the year with a possible session; null: nobody has joined
 */
export function findMoves(
  schoolYear: SchoolYear,
  rolls: ReadonlyMap<number, readonly RollStay[]>,
  { from, to }: { readonly from: string; readonly to: string },
  firstDay: string | null,
): Moves {
  const { year, profiles } = schoolYear;
  const pupils = new Map(schoolYear.pupils.map((each) => [each.pupil, each]));
  const moveOf = (number: number, day: string, start: string, end: string, other: string | null): Move => {
    const pupil = pupils.get(number);
    const counts = { attended: 0, authorised: 0, unauthorised: 0 };
    if (pupil && start <= end)
      addSessions(counts, pupil, Math.max(0, placeOf(year, start, 'AM')), placeOf(year, end, 'PM') + 1);
    const profile =
      pupil && profiles.get(profileAt(pupil, Math.floor(placeOf(year, to, 'PM') / SESSIONS_A_WEEK)) ?? -1);
    return { pupil: number, day, yearGroup: profile?.ncYear ?? null, counts, other };
  };
  const isIn = (day: string) => day >= from && day <= to;
  const joiners: Move[] = [];
  const leavers: Move[] = [];
  for (const [pupil, stays] of rolls)
    for (const [index, { firstDay: first, lastDay: last }] of stays.entries()) {
      if (isIn(first) && firstDay !== null && first > firstDay)
        joiners.push(moveOf(pupil, first, first, to, stays[index - 1]?.lastDay ?? null));
      if (last !== null && isIn(last))
        leavers.push(moveOf(pupil, last, from, last, stays[index + 1]?.firstDay ?? null));
    }
  const latestFirst = (a: Move, b: Move) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.pupil - b.pupil);
  return { joiners: joiners.sort(latestFirst), leavers: leavers.sort(latestFirst) };
}
