import { onSession, quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, half. */
export const markOutsideYear = {
  code: 'mark-outside-year',
  severity: 'error',
  title: 'Marks outside the academic year',
  toDo: 'Check the date of the mark in your MIS. Nothing is needed if it is an old record.',
  explain: (detail) =>
    `A mark${onSession(detail) || ` dated ${quoted(detail, 'date', 'elsewhere')}`} lies outside the academic years that are collected, so it was not taken.`,
} as const satisfies Rule;
