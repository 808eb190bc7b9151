import { counted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: pupils, year. */
export const pupilNotCollected = {
  code: 'pupil-not-collected',
  severity: 'information',
  title: 'Pupils who are not collected',
  toDo: 'Nothing: nursery, early years and years 14 and above are outside this collection.',
  explain: (detail) =>
    `${counted(detail, 'pupils', 'pupil is', 'pupils are', 'A pupil is')} in ${detail['year'] === undefined ? 'a year that is' : `year ${detail['year']}, which is`} not collected. Nothing about them was kept.`,
} as const satisfies Rule;
