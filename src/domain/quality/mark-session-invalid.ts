import { onSession, quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, session. */
export const markSessionInvalid = {
  code: 'mark-session-invalid',
  severity: 'error',
  title: 'Marks for neither morning nor afternoon',
  toDo: 'Check how sessions are set up in your MIS: each mark must be for the morning (AM) or the afternoon (PM).',
  explain: (detail) =>
    `A mark${onSession(detail)} is for the session ${quoted(detail, 'session', 'missing')}, which is neither AM nor PM, so it was not taken.`,
} as const satisfies Rule;
