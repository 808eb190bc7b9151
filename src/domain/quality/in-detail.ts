import { codeOfMark, NO_MARK, UNREADABLE } from '../codes/codes.ts';
import { type Half, isDate, mondayOf, sessionAt } from '../sessions/dates.ts';
import { inWords, sessionInWords } from '../sessions/in-words.ts';
import type { Detail } from './rule.ts';

/** A value in quotation marks, or `otherwise` when the detail has none. */
export function quoted(detail: Detail, key: string, otherwise: string): string {
  const value = detail[key];
  return value === undefined || value === '' ? otherwise : `“${value}”`;
}

/** A number with its noun: `1 pupil`, `12 pupils`; `otherwise` when the detail has none. */
export function counted(detail: Detail, key: string, one: string, many: string, otherwise: string): string {
  const value = Number(detail[key]);
  if (detail[key] === undefined || Number.isNaN(value)) return otherwise;
  return value === 1 ? `1 ${one}` : `${value.toLocaleString('en-GB')} ${many}`;
}

/** The session or day of an issue, as ` on Monday 5 October 2026, morning`; empty when the detail tells none. */
export function onSession(detail: Detail): string {
  const { date, half, week, session } = detail;
  const index = Number(session);
  if (isMonday(week) && session !== undefined && Number.isInteger(index) && index >= 0 && index <= 13) {
    const at = sessionAt(String(week), index);
    return ` on ${sessionInWords(at.date, at.half)}`;
  }
  if (typeof date !== 'string' || !isDate(date)) return '';
  return half === 'AM' || half === 'PM' ? ` on ${sessionInWords(date, half satisfies Half)}` : ` on ${inWords(date)}`;
}

/** A stored mark in words: its code, `no mark`, or `a code that could not be read`. */
export function markInWords(detail: Detail, key: string, otherwise: string): string {
  const mark = detail[key];
  if (mark === undefined) return otherwise;
  if (mark === NO_MARK) return 'no mark';
  if (mark === UNREADABLE) return 'a code that could not be read';
  return codeOfMark(String(mark))?.code ?? String(mark);
}

function isMonday(week: string | number | undefined): boolean {
  return typeof week === 'string' && isDate(week) && mondayOf(week) === week;
}
