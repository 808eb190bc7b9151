import { onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date. */
export const markUnknownPupil = {
  code: 'mark-unknown-pupil',
  severity: 'warning',
  title: 'Marks of pupils who are not on the roll that came',
  toDo: 'Check that every pupil on your roll is shared with us: some MIS hide pupils from outside services.',
  explain: (detail) =>
    `A mark${onSession(detail)} belongs to a pupil who is not on the roll that came, so it was not taken.`,
} as const satisfies Rule;
