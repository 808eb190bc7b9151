import type { Rule } from './rule.ts';

/** Details: what. */
export const rowUnreadable = {
  code: 'row-unreadable',
  severity: 'error',
  title: 'Rows that cannot be read',
  toDo: 'Ask the supplier of your MIS or your data provider to look at this record.',
  explain: (detail) => `A row of ${detail['what'] ?? 'the data'} is not in the form it must have, so it was not taken.`,
} as const satisfies Rule;
