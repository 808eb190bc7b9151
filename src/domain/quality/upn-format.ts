import type { Rule } from './rule.ts';

export const upnFormat = {
  code: 'upn-format',
  severity: 'warning',
  title: 'UPNs in the wrong form',
  toDo: 'Correct the UPN in your MIS: a letter and 12 digits, or for a temporary one a letter, 11 digits and a letter; never I, O or S.',
  explain: () => 'A pupil’s unique pupil number (UPN) is not in the right form, so it was not kept. The marks are.',
} as const satisfies Rule;
