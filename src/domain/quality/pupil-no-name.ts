import type { Rule } from './rule.ts';

export const pupilNoName = {
  code: 'pupil-no-name',
  severity: 'warning',
  title: 'Pupils without a name',
  toDo: 'Enter the pupil’s forename and surname in your MIS.',
  explain: () => 'A pupil came without a forename or a surname. The marks are kept.',
} as const satisfies Rule;
