import { type Category, codeOfMark, meaningOn, UNREADABLE } from '../domain/codes/codes.ts';
import { HIDDEN_DISPLAY, HIDDEN_MARK } from '../domain/codes/sensitive-marks.ts';

/** Sessions of one code. */
export interface CodeCount {
  readonly code: string;
  readonly meaning: string;
  readonly category: Category;
  readonly sessions: number;
}

const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  present: 'Present',
  'approved-educational-activity': 'Approved educational activity',
  authorised: 'Authorised absence',
  unauthorised: 'Unauthorised absence',
  'not-possible': 'Not a possible session',
  administrative: 'School closed or pupil not yet on roll',
  missing: 'No mark',
};

export const categoryName = (category: Category): string => CATEGORY_NAMES[category];

/**
 * Marks counted, as codes: most sessions first, then in the order of their letters.
 * @param counts by the one-character form of marks
 * @param date the day whose wording of each code is shown
 */
export function codeRows(counts: ReadonlyMap<string, number>, date: string): CodeCount[] {
  const rows = [...counts].map(([mark, sessions]) => ({ ...describeMark(mark, date), sessions }));
  return rows.sort((a, b) => b.sessions - a.sessions || (a.code < b.code ? -1 : 1));
}

/** A stored mark in words. A code that could not be read is `?`: it counts nowhere. */
export function describeMark(mark: string, date: string): Omit<CodeCount, 'sessions'> {
  if (mark === HIDDEN_MARK) return HIDDEN_DISPLAY;
  const code = codeOfMark(mark);
  if (code) return { code: code.code, meaning: meaningOn(code, date), category: code.category };
  const meaning = mark === UNREADABLE ? 'A code that could not be read: see Data received' : 'No mark';
  return { code: mark === UNREADABLE ? '?' : mark, meaning, category: 'missing' };
}

export const isAttendance = (category: Category): boolean =>
  category === 'present' || category === 'approved-educational-activity';
export const isAbsence = (category: Category): boolean => category === 'authorised' || category === 'unauthorised';
