import { onSession } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: date, half. */
export const markOutsideEnrolment = {
  code: 'mark-outside-enrolment',
  severity: 'warning',
  title: 'Marks outside the dates a pupil was on roll',
  toDo: 'Check the pupil’s admission and leaving dates in your MIS, or remove the mark.',
  explain: (detail) => `A pupil has a mark${onSession(detail)}, when the pupil was not on roll.`,
} as const satisfies Rule;
