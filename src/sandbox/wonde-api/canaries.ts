import { dateOf } from '../mis/days.ts';
import type { Person } from '../schools/people.ts';

/** Marks every text that must never be stored. */
export const MARKER = 'PLANTED-CANARY';

/** A text that no careful client keeps. It names what it stands for and the pupil by number. */
export function canary(what: string, key: number): string {
  return `${MARKER} ${what} ${key.toString(16)}`;
}

/** Birth dates are real dates, so their canaries are listed. They never equal a date of a mark: marks are years later. */
export function birthDateOf(person: Person): string {
  return dateOf(person.birthDay);
}
