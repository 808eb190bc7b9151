import { findCode, holdsOn, UNREADABLE } from '../../../domain/codes/codes.ts';
import { readEthnicity } from '../../../domain/pupils/ethnicity.ts';
import { readFlag, readPreviouslyLookedAfter } from '../../../domain/pupils/flags.ts';
import { readGender } from '../../../domain/pupils/gender.ts';
import { readNcYear } from '../../../domain/pupils/nc-year.ts';
import { readSen } from '../../../domain/pupils/sen.ts';
import { checkUpn } from '../../../domain/pupils/upn.ts';
import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import { addDays, type Half } from '../../../domain/sessions/dates.ts';
import type { SourceMark, SourcePupil } from '../../source.ts';
import { type Row, readDay, readIncluded, readInstant, readReference, readRow, readText } from './read-value.ts';

/**
 * Takes from Wonde's rows the thirteen items, the marks and the technical keys, and nothing else. Everything is read by name,
 * so birth dates, addresses, comments and whatever else a source sends end here. No row, however odd, makes these functions throw.
 */

/** What became of a row of a roll. */
export type ReadPupil = { readonly issues: readonly Issue[] } & (
  | { readonly kind: 'pupil'; readonly id: string; readonly pupil: SourcePupil }
  /** On the source's roll, but outside the collection (`year`), or without a year that can be read (`year` null). */
  | { readonly kind: 'passed-over'; readonly id: string; readonly year: string | null }
  | { readonly kind: 'unreadable' }
);

/**
 * Reads a row of `students` or `students-leaver` with its includes. A pupil whose NC year is missing or cannot be read is not
 * collected, since nobody can tell whether it may be. Issues are about pupils on roll alone: lists of leavers reach back years,
 * and nobody mends those.
 */
export function parsePupil(value: unknown, onRoll: boolean): ReadPupil {
  const row = readRow(value);
  const id = readReference(row?.['id']);
  if (row === null || id === null)
    return { kind: 'unreadable', issues: [makeIssue('row-unreadable', 'roll', { what: 'the roll' })] };
  const issues: Issue[] = [];
  const add = (code: Issue['code'], detail: Issue['detail'] = {}) => {
    if (onRoll) issues.push(makeIssue(code, `pupil ${keyOfId(id)}`, detail));
  };
  const education = readIncluded(row['education_details']);
  const extended = readIncluded(row['extended_details']);
  const ncYear = findYear(row, education);
  if (ncYear === null || 'unreadable' in ncYear) {
    if (ncYear === null) add('pupil-no-year');
    else add('pupil-year-unreadable', { year: ncYear.unreadable });
    return { kind: 'passed-over', id, year: null, issues };
  }
  if (!ncYear.collected) return { kind: 'passed-over', id, year: ncYear.year, issues };
  const [forename, surname] = [readText(row['forename']), readText(row['surname'])];
  if (forename === null || surname === null) add('pupil-no-name');
  const upi = readText(row['upi'], 100);
  const sen = findSen(extended, add);
  const pupil: SourcePupil = {
    keys: [keyOfId(id), ...(upi === null ? [] : [`upi:${upi}`])],
    forename,
    surname,
    upn: findUpn(education, add),
    characteristics: {
      ncYear: ncYear.year,
      gender: readGender(readText(row['gender'])),
      ethnicity: findEthnicity(extended, add),
      lookedAfter: readFlag(extended?.['in_lea_care']),
      previouslyLookedAfter: readPreviouslyLookedAfter(extended?.['ever_in_care']),
      senSupport: sen.senSupport,
      ehcPlan: sen.ehcPlan,
      freeSchoolMeals: readFlag(extended?.['free_school_meals']),
    },
    onRoll,
  };
  return { kind: 'pupil', id, pupil, issues };
}

/** The key under which marks name a pupil. The kind in front keeps ids and `upi`s apart. */
export const keyOfId = (id: string): string => `id:${id}`;

type Add = (code: Issue['code'], detail?: Issue['detail']) => void;

/** `current_nc_year`; where it is blank or says nothing, the name of the year group. */
function findYear(row: Row, education: Row | null): ReturnType<typeof readNcYear> {
  const own = readNcYear(readText(education?.['current_nc_year']));
  if (own !== null && 'year' in own) return own;
  const group = readIncluded(row['year']);
  const byName = readNcYear(readText(row['year']) ?? readText(group?.['name']) ?? readText(group?.['code']));
  return byName !== null && 'year' in byName ? byName : (own ?? byName);
}

function findUpn(education: Row | null, add: Add): string | null {
  const text = readText(education?.['upn']);
  if (text === null) {
    add('upn-missing');
    return null;
  }
  const found = checkUpn(text);
  if ('problem' in found) {
    add(found.problem === 'format' ? 'upn-format' : 'upn-check-letter');
    return null;
  }
  if (found.kind === 'temporary') add('upn-temporary');
  return found.upn;
}

function findEthnicity(extended: Row | null, add: Add): string | null {
  const code = readText(extended?.['ethnicity_code']);
  // Some MIS put the code into the field of the description.
  const found = readEthnicity(code) ?? readEthnicity(readText(extended?.['ethnicity']));
  if (found === null && code !== null) add('ethnicity-unknown', { code });
  return found;
}

function findSen(extended: Row | null, add: Add) {
  const text = readText(extended?.['sen_status']);
  const found = readSen(text);
  if (text !== null && found.senSupport === null && found.ehcPlan === null) add('sen-unknown', { sen: text });
  return found;
}

/** A school's list of codes: the text of a code by its id. */
export type CodeList = ReadonlyMap<string, string>;

/** Reads a row of `attendance-codes`; null when it is none. The text is kept as it is, blank too. */
export function parseCode(value: unknown): { id: string; text: string } | null {
  const row = readRow(value);
  const id = readReference(row?.['id']);
  if (row === null || id === null || !('code' in row)) return null;
  return { id, text: readText(row['code']) ?? '' };
}

/** What became of a row of marks: nothing for a row that is no mark, or lies outside the window. */
export interface ReadMark {
  readonly mark: SourceMark | null;
  readonly issue: Issue | null;
}

const NOTHING: ReadMark = { mark: null, issue: null };
const refused = (issue: Issue): ReadMark => ({ mark: null, issue });

/** Nobody is at school for so many years: a mark so far before the window is a wrong date, not history. */
const LONGEST_SCHOOLING_DAYS = 16 * 366;

/** Reads a row of `attendance/session`. A code that is not national becomes `?` with an issue that carries its text. */
export function parseMark(value: unknown, codes: CodeList, window: { from: string; to: string }): ReadMark {
  const row = readRow(value);
  if (row === null) return refused(makeIssue('row-unreadable', 'marks', { what: 'marks' }));
  const date = readDay(row['date']);
  if ('invalid' in date) {
    // Kept only in so far as it looks like a date: anything may stand there.
    const text = date.invalid
      .replace(/[^0-9:./ -]/g, '')
      .slice(0, 19)
      .trim();
    return refused(makeIssue('mark-date-invalid', `mark dated ${text}`, text === '' ? {} : { date: text }));
  }
  const { day } = date;
  const half = readHalf(row['session']);
  const detail = half === null ? { date: day } : { date: day, half };
  if (day < window.from || day > window.to) return outside(day, detail, window);
  const student = readReference(row['student']);
  if (student === null) return refused(makeIssue('row-unreadable', `marks of ${day}`, { what: 'marks' }));
  const pupilKey = keyOfId(student);
  const session = readText(row['session'], 10) ?? '';
  if (half === null)
    return refused(makeIssue('mark-session-invalid', `mark ${day} pupil ${pupilKey}`, { date: day, session }));
  const place = `mark ${day} ${half} pupil ${pupilKey}`;
  const text = findCodeText(row['attendance_code'], codes);
  if (text === null) return refused(makeIssue('mark-missing-code', place, detail));
  // A blank or `-` is how some MIS write that no mark was entered.
  if (text === '' || text === '-') return NOTHING;
  const code = findCode(text);
  const mark = { pupilKey, date: day, half, mark: code?.mark ?? UNREADABLE, updatedAt: readInstant(row['updated_at']) };
  if (!code)
    return { mark, issue: makeIssue('code-unknown', place, { ...detail, code: [...text].slice(0, 10).join('') }) };
  return {
    mark,
    issue: holdsOn(code, day) ? null : makeIssue('code-not-in-force', place, { ...detail, code: code.code }),
  };
}

function readHalf(value: unknown): Half | null {
  const text = readText(value, 10)?.toUpperCase();
  return text === 'AM' || text === 'PM' ? text : null;
}

/** Rows of other days come from sources that cannot filter by date: they are no news, unless no pupil can have such a mark. */
function outside(day: string, detail: Issue['detail'], window: { from: string; to: string }): ReadMark {
  if (day > addDays(window.to, 366)) return refused(makeIssue('mark-in-future-far', `mark ${day}`, detail));
  if (day < addDays(window.from, -LONGEST_SCHOOLING_DAYS))
    return refused(makeIssue('mark-outside-year', `mark ${day}`, detail));
  return NOTHING;
}

/**
 * The text of a mark's code: by its id from the school's list, or from the code itself where it is included. An id that is in no
 * list stands for itself, and so becomes an unknown code. Null when there is no code at all.
 */
function findCodeText(value: unknown, codes: CodeList): string | null {
  const included = readIncluded(value);
  if (included !== null && typeof included['code'] === 'string') return readText(included['code']) ?? '';
  if (typeof value === 'string' && value.trim() === '') return '';
  const id = readReference(value);
  return id === null ? null : (codes.get(id) ?? id);
}
