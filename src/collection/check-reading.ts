import { RollcallError } from '../errors.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Roll } from './source.ts';

/** Below this share of what must be there, a reading is taken for broken, not for news. */
const LEAST_OF_EXPECTED = 0.9;
const LEAST_OF_LAST_ROLL = 0.5;
const MOST_UNKNOWN = 0.2;
/** Marks that may go at once without the operator's word: this many, or this share of what was compared. */
const MOST_REMOVED = { marks: 10, share: 0.02 };

/**
 * Refuses a roll that cannot be whole: shorter than the source's own count, empty although there were pupils, or half of what
 * it was without the source counting so too. A refused roll changes nothing and is tried again.
 * @throws read-incomplete
 */
export function checkRoll(roll: Roll, pupilsBefore: number): void {
  const given = roll.given ?? roll.rows.filter(({ onRoll }) => onRoll).length + roll.passedOver.size;
  if (!roll.complete) throw incomplete('not all pages of the roll came');
  if (pupilsBefore > 0 && given === 0) throw incomplete(`the roll is empty, and ${pupilsBefore} pupils were on it`);
  if (roll.expected !== null && given < roll.expected * LEAST_OF_EXPECTED)
    throw incomplete(`${given} pupils came, and the source counts ${roll.expected}`);
  if (roll.expected === null && given < pupilsBefore * LEAST_OF_LAST_ROLL)
    throw incomplete(`${given} pupils came, and ${pupilsBefore} were on roll before`);
}

/** Refuses marks of which too many belong to nobody on the roll. @throws read-incomplete */
export function checkMarks(read: ReadMarks): void {
  if (read.unknownPupil > 20 && read.unknownPupil > MOST_UNKNOWN * (read.placed + read.unknownPupil))
    throw incomplete(`${read.unknownPupil} marks belong to pupils who are not on the roll that came`);
}

/** Whether so many marks may be taken out without the operator's word. */
export function mayRemove(missing: number, compared: number): boolean {
  return missing <= Math.max(MOST_REMOVED.marks, MOST_REMOVED.share * compared);
}

const incomplete = (what: string) =>
  new RollcallError(
    'read-incomplete',
    `The source gave less than it must have: ${what}. Nothing was recorded; the next collection tries again.`,
  );
