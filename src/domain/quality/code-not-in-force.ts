import { onSession, quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: code, date, half. */
export const codeNotInForce = {
  code: 'code-not-in-force',
  severity: 'warning',
  title: 'Codes used outside the dates they held',
  toDo: 'Change these marks in your MIS to a code that held on that day. Codes H, F, J and Y ended on 18 August 2024; K, Q, C1, C2, J1 and Y1 to Y7 began the day after.',
  explain: (detail) =>
    `The code ${quoted(detail, 'code', 'given')} was used${onSession(detail)}, when it was not in force. It counts as its own category, as in the Department’s figures.`,
} as const satisfies Rule;
