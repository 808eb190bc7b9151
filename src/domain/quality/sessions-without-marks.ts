import { counted, onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: pupils, of, date, half. */
export const sessionsWithoutMarks = {
  code: 'sessions-without-marks',
  severity: 'warning',
  title: 'Sessions without marks',
  toDo: 'Take or complete the register of that session in your MIS. If the school was closed, enter the code # or Y4.',
  explain: (detail) =>
    `${counted(detail, 'pupils', 'pupil has', 'pupils have', 'Pupils on roll have')} no mark${onSession(detail)}${detail['of'] === undefined ? '' : `, of ${detail['of']} on roll`}.`,
} as const satisfies Rule;
