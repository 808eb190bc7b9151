import { countPupils, type SessionChoice } from '../../domain/measures/count-year.ts';
import { type Spell, spellsOf } from '../../domain/measures/spells.ts';
import { type PupilYear, profileAt, type SchoolYear } from '../../domain/register/school-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';

export interface PupilSpells {
  readonly pupil: PupilYear;
  /** In the last week of the period. */
  readonly yearGroup: string;
  readonly spells: readonly Spell[];
}

/**
 * The spells of the pupils of a choice: those whom `countPupils` counts, with all their sessions of the period, whatever the profile
 * was, but for those that a definition leaves out.
 */
export function pupilSpells(year: SchoolYear, choice: SessionChoice): PupilSpells[] {
  const chosen = new Map(countPupils(year, choice).map(({ pupil, profile }) => [pupil, profile]));
  return year.pupils.flatMap((pupil) => {
    const profile = chosen.get(pupil.pupil);
    if (profile === undefined) return [];
    const yearGroup = year.profiles.get(profile)!.ncYear;
    return [{ pupil, yearGroup, spells: ownSpells(year, choice, pupil) }];
  });
}

const ownSpells = (year: SchoolYear, choice: SessionChoice, pupil: PupilYear): Spell[] =>
  choice.leftOutFrom
    ? spellsOf(countedMarks(year, choice, pupil), choice.from, choice.to)
    : spellsOf(pupil.bytes, choice.from, choice.to, pupil.weeks);

/** A pupil's marks in which sessions that the definition leaves out have no mark. */
function countedMarks({ profiles }: SchoolYear, { leftOutFrom }: SessionChoice, pupil: PupilYear): string {
  let counted = '';
  for (let place = 0; place < pupil.marks.length; place += SESSIONS_A_WEEK) {
    const profile = profiles.get(profileAt(pupil, place / SESSIONS_A_WEEK) ?? -1);
    const from = (profile && leftOutFrom?.(profile)) ?? Number.POSITIVE_INFINITY;
    const week = pupil.marks.slice(place, place + SESSIONS_A_WEEK);
    const kept = Math.min(week.length, Math.max(0, from - place));
    counted += week.slice(0, kept).padEnd(week.length, '.');
  }
  return counted;
}
