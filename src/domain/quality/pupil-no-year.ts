import type { Rule } from './rule.ts';

export const pupilNoYear = {
  code: 'pupil-no-year',
  severity: 'error',
  title: 'Pupils without a national curriculum year',
  toDo: 'Enter the pupil’s national curriculum year in your MIS: without it we cannot tell whether the pupil is collected.',
  explain: () => 'A pupil has no national curriculum year, so the pupil and the marks were not taken.',
} as const satisfies Rule;
