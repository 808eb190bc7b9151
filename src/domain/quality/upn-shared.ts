import type { Rule } from './rule.ts';

export const upnShared = {
  code: 'upn-shared',
  severity: 'warning',
  title: 'One UPN for two pupils',
  toDo: 'Find out in your MIS whose UPN it is, and correct the other pupil’s.',
  explain: () =>
    'Two pupils on roll with different names have the same unique pupil number (UPN). They are kept as two pupils.',
} as const satisfies Rule;
