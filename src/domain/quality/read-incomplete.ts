import { counted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: missing. */
export const readIncomplete = {
  code: 'read-incomplete',
  severity: 'warning',
  title: 'A reading that was not whole',
  toDo: 'Nothing for now: nothing was removed, and the next collection tries again. If many marks were really removed in the MIS, tell the operator.',
  explain: (detail) =>
    `${detail['missing'] === undefined ? 'Less came than must be there.' : `The source no longer gives ${counted(detail, 'missing', 'mark', 'marks', '')} that it gave before.`} Nothing was removed from the register.`,
} as const satisfies Rule;
