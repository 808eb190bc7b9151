import type { Rule } from './rule.ts';

export const upnTemporary = {
  code: 'upn-temporary',
  severity: 'information',
  title: 'Pupils with a temporary UPN',
  toDo: 'Replace it by the permanent UPN when the pupil’s former school has sent it.',
  explain: () => 'A pupil has a temporary unique pupil number (UPN).',
} as const satisfies Rule;
