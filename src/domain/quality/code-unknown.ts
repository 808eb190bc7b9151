import { onSession, quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: code, date, half. */
export const codeUnknown = {
  code: 'code-unknown',
  severity: 'error',
  title: 'Attendance codes that are not national codes',
  toDo: 'In your MIS, map your own code to a national code, or change the marks that use it. The sessions then count at the next collection.',
  explain: (detail) =>
    `The code ${quoted(detail, 'code', 'given')} is not a national attendance code. Marks with it${onSession(detail)} are kept as unreadable and count nowhere.`,
} as const satisfies Rule;
