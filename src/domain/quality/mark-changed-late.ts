import { markInWords, onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: week, session (or date, half), was, now: stored marks. */
export const markChangedLate = {
  code: 'mark-changed-late',
  severity: 'information',
  title: 'Marks changed after the refresh period',
  toDo: 'Nothing: the register keeps what it was when the refresh period closed.',
  explain: (detail) =>
    `A mark${onSession(detail)} was changed from ${markInWords(detail, 'was', 'one code')} to ${markInWords(detail, 'now', 'another')} after its refresh period had closed. It is counted here and not stored.`,
} as const satisfies Rule;
