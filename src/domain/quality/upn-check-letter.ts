import type { Rule } from './rule.ts';

export const upnCheckLetter = {
  code: 'upn-check-letter',
  severity: 'warning',
  title: 'UPNs with the wrong first letter',
  toDo: 'Compare the UPN with the pupil’s earlier records: the first letter is worked out from the digits, so one of them is wrong.',
  explain: () =>
    'The first letter of a pupil’s unique pupil number (UPN) does not fit the rest, so the UPN was not kept. The marks are.',
} as const satisfies Rule;
