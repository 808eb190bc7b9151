import { counted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: pupils. */
export const pupilsHidden = {
  code: 'pupils-hidden',
  severity: 'warning',
  title: 'Pupils hidden from us',
  toDo: 'Look at the access list in the console of your data provider: pupils on it are not shared.',
  explain: (detail) =>
    `The source hides ${counted(detail, 'pupils', 'pupil', 'pupils', 'pupils')} from this service, so figures leave them out.`,
} as const satisfies Rule;
