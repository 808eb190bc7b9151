import { onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, half. */
export const markInFutureFar = {
  code: 'mark-in-future-far',
  severity: 'error',
  title: 'Marks more than a year ahead',
  toDo: 'Check the date of the mark in your MIS.',
  explain: (detail) => `A mark${onSession(detail)} lies more than a year ahead, so it was not taken.`,
} as const satisfies Rule;
