import { pupilYear } from '../register/school-year.ts';
import type { PupilMarks } from './pupil-sessions.ts';

/** A pupil as the rules read one. */
export const pupilMarks = (pupil: number, marks: string, yearGroup: string): PupilMarks => ({
  ...pupilYear(pupil, marks, []),
  yearGroup,
});
