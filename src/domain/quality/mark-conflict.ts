import { onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, half. */
export const markConflict = {
  code: 'mark-conflict',
  severity: 'warning',
  title: 'Two different marks for one session',
  toDo: 'Check this session in your MIS and leave one mark.',
  explain: (detail) =>
    `One pupil has two different marks${onSession(detail)}, and the source does not say which is newer. The one given last is kept.`,
} as const satisfies Rule;
