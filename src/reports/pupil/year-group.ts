import { ATTENDED, AUTHORISED, KIND_OF_MARK, UNAUTHORISED } from '../../domain/codes/codes.ts';
import { addSessions } from '../../domain/measures/count-year.ts';
import type { Counts } from '../../domain/measures/counts.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { profileAt, type SchoolYear } from '../../domain/register/school-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';

/** The year group of a pupil, without the pupil: whether a pattern is the pupil's own can be seen beside it. */
export interface YearGroup {
  /** `Year 9` */
  readonly name: string;
  readonly pupils: number;
  readonly counts: Counts;
  /** Late before and after the register closed. */
  readonly late: number;
  /** From Monday. */
  readonly weekdays: readonly Counts[];
}

const [L, U] = ['L', 'U'].map((mark) => mark.charCodeAt(0));

/** Pupils who are in the same year group in the latest week; null when there is nobody else. */
export function yearGroupOf({ profiles, pupils }: SchoolYear, pupil: number): YearGroup | null {
  const last = Math.max(0, ...pupils.map(({ weeks }) => weeks.length));
  const yearOf = (each: SchoolYear['pupils'][number]) => profiles.get(profileAt(each, last) ?? -1)?.ncYear;
  const own = pupils.find((each) => each.pupil === pupil);
  const year = own && yearOf(own);
  const others = pupils.filter((each) => each !== own && yearOf(each) === year);
  if (year === undefined || others.length === 0) return null;
  const counts = { attended: 0, authorised: 0, unauthorised: 0 };
  const weekdays = Array.from({ length: 7 }, () => ({ attended: 0, authorised: 0, unauthorised: 0 }));
  let late = 0;
  for (const other of others) {
    const { bytes } = other;
    addSessions(counts, other, 0, bytes.length);
    for (let place = 0; place < bytes.length; place++) {
      const mark = bytes[place]!;
      if (mark === L || mark === U) late++;
      const day = weekdays[(place % SESSIONS_A_WEEK) >> 1]!;
      const kind = KIND_OF_MARK[mark];
      if (kind === ATTENDED) day.attended++;
      else if (kind === AUTHORISED) day.authorised++;
      else if (kind === UNAUTHORISED) day.unauthorised++;
    }
  }
  return { name: groupLabel(`nc_year=${year}`), pupils: others.length, counts, late, weekdays };
}
