import { onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, half. */
export const markMissingCode = {
  code: 'mark-missing-code',
  severity: 'error',
  title: 'Marks without a code',
  toDo: 'Open the register of that session in your MIS and choose a code.',
  explain: (detail) => `A mark${onSession(detail)} came without a code that could be found, so it was not taken.`,
} as const satisfies Rule;
