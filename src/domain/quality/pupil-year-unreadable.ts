import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: year. */
export const pupilYearUnreadable = {
  code: 'pupil-year-unreadable',
  severity: 'error',
  title: 'Pupils whose year cannot be read',
  toDo: 'Set the pupil’s national curriculum year in your MIS to reception, 1 to 13, or not followed (X).',
  explain: (detail) =>
    `The national curriculum year ${quoted(detail, 'year', 'given')} names no single year, so the pupil and the marks were not taken.`,
} as const satisfies Rule;
