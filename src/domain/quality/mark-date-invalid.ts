import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date. */
export const markDateInvalid = {
  code: 'mark-date-invalid',
  severity: 'error',
  title: 'Marks with a date that does not exist',
  toDo: 'Ask the supplier of your MIS to look at this record: a session date must be a real date.',
  explain: (detail) =>
    `A mark has the date ${quoted(detail, 'date', 'missing')}, which is not a day of the calendar, so it was not taken.`,
} as const satisfies Rule;
