import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: was, now. */
export const misChanged = {
  code: 'mis-changed',
  severity: 'information',
  title: 'The school changed its MIS',
  toDo: 'Check that pupils and marks of earlier weeks are complete in the new MIS.',
  explain: (detail) =>
    `The source now reads from ${quoted(detail, 'now', 'another MIS')}${detail['was'] === undefined ? '' : `; before, it was ${quoted(detail, 'was', '')}`}. Pupils are matched by UPN and name.`,
} as const satisfies Rule;
