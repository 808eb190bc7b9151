import { counted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: records. */
export const pupilTwice = {
  code: 'pupil-twice',
  severity: 'warning',
  title: 'Pupils who came twice',
  toDo: 'Look for a second record of the pupil in your MIS and merge the two.',
  explain: (detail) =>
    `${counted(detail, 'records', 'record', 'records', 'Two records')} on roll are one and the same pupil. They are kept as one.`,
} as const satisfies Rule;
