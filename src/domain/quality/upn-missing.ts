import type { Rule } from './rule.ts';

export const upnMissing = {
  code: 'upn-missing',
  severity: 'warning',
  title: 'Pupils without a UPN',
  toDo: 'Enter the pupil’s unique pupil number in your MIS, or give a temporary one.',
  explain: () => 'A pupil has no unique pupil number (UPN). The marks are kept.',
} as const satisfies Rule;
