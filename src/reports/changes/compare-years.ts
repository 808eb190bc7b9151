import { NO_MARK } from '../../domain/codes/codes.ts';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import { placeOf, profileAt, type SchoolYear } from '../../domain/register/school-year.ts';
import { type Half, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';

/** A session whose mark is another than it was. */
export interface ChangedMark {
  readonly pupil: number;
  readonly place: number;
  readonly was: string;
  readonly became: string;
}

export interface ComparedYears {
  /** By pupil and place. */
  readonly changes: readonly ChangedMark[];
  /** Marks of sessions that had not been held at the earlier time. */
  readonly added: number;
}

/**
 * What differs between a school's year as it was known at an earlier and at a later time. Sessions that had not been held when the
 * school was last read before the earlier time are new, not changed.
 * @param held the last session that had been held then; null: nothing was known then
 * @param includes whether sessions of a profile are looked at
 */
export function compareYears(
  before: SchoolYear,
  now: SchoolYear,
  held: { readonly date: string; readonly half: Half } | null,
  includes: (profile: Characteristics) => boolean,
): ComparedYears {
  const then = new Map(before.pupils.map((each) => [each.pupil, each]));
  const end = held === null ? 0 : placeOf(now.year, held.date, held.half) + 1;
  const looked = new Map([...now.profiles].map(([number, profile]) => [number, includes(profile)]));
  const changes: ChangedMark[] = [];
  let added = 0;
  for (const pupil of now.pupils) {
    const was = then.get(pupil.pupil);
    // Nearly all: marks that were changed since are few.
    if (was === pupil || was?.marks === pupil.marks) continue;
    const marks = was?.marks ?? '';
    const length = Math.max(marks.length, pupil.marks.length);
    for (let place = 0; place < length; place++) {
      const [old, became] = [marks[place] ?? NO_MARK, pupil.marks[place] ?? NO_MARK];
      if (old === became) continue;
      if (!looked.get(profileAt(pupil, Math.floor(place / SESSIONS_A_WEEK)) ?? -1)) continue;
      if (place < end) changes.push({ pupil: pupil.pupil, place, was: old, became });
      else added++;
    }
  }
  return { changes, added };
}
