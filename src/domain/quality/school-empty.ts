import type { Rule } from './rule.ts';

export const schoolEmpty = {
  code: 'school-empty',
  severity: 'warning',
  title: 'No pupils came',
  toDo: 'Check that your MIS is connected and that pupils are shared. If the school has no pupils, nothing is needed.',
  explain: () => 'The source gave no pupils for this school. Nothing that was stored has been removed.',
} as const satisfies Rule;
