import type { Characteristics } from '../pupils/characteristics.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { addDays, daysBetween, type Half } from '../sessions/dates.ts';
import { sumWeeks } from './week-sums.ts';

/** A school's register of one academic year, in the form in which its figures are worked out. */
export interface SchoolYear {
  readonly urn: number;
  readonly year: AcademicYear;
  /** By number. Looked after and previously looked after are null without the right to see them. */
  readonly profiles: ReadonlyMap<number, Characteristics>;
  readonly pupils: readonly PupilYear[];
}

/** One pupil's year. */
export interface PupilYear {
  readonly pupil: number;
  /** 14 places a week from the year's first Monday: see `placeOf`. Shorter than the year when nothing comes after. */
  readonly marks: string;
  /** The marks as character codes, all ASCII: where a school's sessions are all read, several times as fast as the text. */
  readonly bytes: Buffer;
  /** What each week of the marks comes to: see `week-sums.ts`. */
  readonly weeks: Int32Array;
  /** From which week (from 0) which profile was in force, rising. */
  readonly runs: readonly (readonly [week: number, profile: number])[];
}

/** A pupil's year, from its marks. */
export const pupilYear = (pupil: number, marks: string, runs: PupilYear['runs']): PupilYear => ({
  pupil,
  marks,
  bytes: Buffer.from(marks, 'latin1'),
  weeks: sumWeeks(marks),
  runs,
});

/**
 * A pupil's year as it is read from the store: most reports never need the text of its marks, and it is made when one does. Never spread
 * one: the text would be left out.
 */
export class StoredYear implements PupilYear {
  readonly pupil: number;
  readonly bytes: Buffer;
  readonly weeks: Int32Array;
  readonly runs: PupilYear['runs'];
  #marks: string | null = null;

  constructor(pupil: number, { bytes, weeks }: Pick<PupilYear, 'bytes' | 'weeks'>, runs: PupilYear['runs']) {
    this.pupil = pupil;
    this.bytes = bytes;
    this.weeks = weeks;
    this.runs = runs;
  }

  get marks(): string {
    return (this.#marks ??= this.bytes.toString('latin1'));
  }
}

/** The place of a session in a pupil's year. */
export const placeOf = ({ start }: AcademicYear, date: string, half: Half): number =>
  daysBetween(start, date) * 2 + (half === 'PM' ? 1 : 0);

/** The reverse of `placeOf`. */
export const sessionOf = ({ start }: AcademicYear, place: number): { date: string; half: Half } => ({
  date: addDays(start, place >> 1),
  half: place % 2 === 0 ? 'AM' : 'PM',
});

/** The profile in force in a week: that of the last run that has begun; before the first, the first. Null without any. */
export function profileAt(pupil: PupilYear, week: number): number | null {
  let found = pupil.runs[0]?.[1] ?? null;
  for (const [from, profile] of pupil.runs) {
    if (from > week) break;
    found = profile;
  }
  return found;
}
