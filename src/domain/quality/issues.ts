import { codeNotInForce } from './code-not-in-force.ts';
import { codeUnknown } from './code-unknown.ts';
import { endpointNotPermitted } from './endpoint-not-permitted.ts';
import { ethnicityUnknown } from './ethnicity-unknown.ts';
import { fieldNotGranted } from './field-not-granted.ts';
import { markChangedLate } from './mark-changed-late.ts';
import { markConflict } from './mark-conflict.ts';
import { markDateInvalid } from './mark-date-invalid.ts';
import { markInFutureFar } from './mark-in-future-far.ts';
import { markMissingCode } from './mark-missing-code.ts';
import { markOutsideYear } from './mark-outside-year.ts';
import { markSessionInvalid } from './mark-session-invalid.ts';
import { markUnknownPupil } from './mark-unknown-pupil.ts';
import { misChanged } from './mis-changed.ts';
import { pupilNoName } from './pupil-no-name.ts';
import { pupilNoYear } from './pupil-no-year.ts';
import { pupilNotCollected } from './pupil-not-collected.ts';
import { pupilTwice } from './pupil-twice.ts';
import { pupilYearUnreadable } from './pupil-year-unreadable.ts';
import { pupilsHidden } from './pupils-hidden.ts';
import { readEmpty } from './read-empty.ts';
import { readIncomplete } from './read-incomplete.ts';
import { rowUnreadable } from './row-unreadable.ts';
import type { Detail, Rule } from './rule.ts';
import { schoolEmpty } from './school-empty.ts';
import { senUnknown } from './sen-unknown.ts';
import { upnCheckLetter } from './upn-check-letter.ts';
import { upnFormat } from './upn-format.ts';
import { upnMissing } from './upn-missing.ts';
import { upnShared } from './upn-shared.ts';
import { upnTemporary } from './upn-temporary.ts';

export type { Detail, Rule } from './rule.ts';

/** Every rule, in the order in which a school reads them: marks, pupils, the reading itself. */
export const ISSUES = [
  codeUnknown,
  codeNotInForce,
  markMissingCode,
  markOutsideYear,
  markDateInvalid,
  markSessionInvalid,
  markConflict,
  markUnknownPupil,
  markChangedLate,
  markInFutureFar,
  pupilTwice,
  pupilNoYear,
  pupilYearUnreadable,
  pupilNoName,
  upnMissing,
  upnFormat,
  upnCheckLetter,
  upnTemporary,
  upnShared,
  pupilNotCollected,
  ethnicityUnknown,
  senUnknown,
  endpointNotPermitted,
  fieldNotGranted,
  schoolEmpty,
  readIncomplete,
  readEmpty,
  pupilsHidden,
  misChanged,
  rowUnreadable,
] as const satisfies readonly Rule[];

export type IssueCode = (typeof ISSUES)[number]['code'];

/** One case of a rule. Never holds a name or a UPN. */
export interface Issue {
  readonly code: IssueCode;
  /** Where, such as `mark 2026-10-05 AM pupil 17`; with the code it tells one issue from another. */
  readonly place: string;
  readonly detail: Record<string, string | number>;
}

const byCode = new Map<string, Rule>(ISSUES.map((rule) => [rule.code, rule]));

/** The rule of a code; undefined when a newer version stored it. */
export function findRule(code: string): Rule | undefined {
  return byCode.get(code);
}

/** What was found, in a plain sentence; the code itself when its rule is not known here. */
export function explainIssue(issue: { readonly code: string; readonly detail: Detail }): string {
  return findRule(issue.code)?.explain(issue.detail) ?? issue.code;
}

/** Longest text kept in a detail: source text may be of any length. */
const LONGEST_DETAIL = 60;

/** Makes an issue, its texts cut to 60 characters and freed of control characters. */
export function makeIssue(code: IssueCode, place: string, detail: Detail = {}): Issue {
  const short = Object.entries(detail).map(
    ([key, value]) => [key, typeof value === 'string' ? shorten(value) : value] as const,
  );
  return { code, place, detail: Object.fromEntries(short) };
}

function shorten(text: string): string {
  // PostgreSQL refuses NUL in text, and half of a surrogate pair is not a character.
  const plain = text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
  return [...plain].slice(0, LONGEST_DETAIL).join('');
}
