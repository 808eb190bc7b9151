import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: code. */
export const ethnicityUnknown = {
  code: 'ethnicity-unknown',
  severity: 'warning',
  title: 'Ethnicity codes that are not known',
  toDo: 'Choose a code of the Department’s list in your MIS, such as WBRI or NOBT.',
  explain: (detail) =>
    `The ethnicity code ${quoted(detail, 'code', 'given')} is not in the Department’s list. The pupil counts as not known.`,
} as const satisfies Rule;
