import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: field. */
export const fieldNotGranted = {
  code: 'field-not-granted',
  severity: 'warning',
  title: 'Items that were not shared',
  toDo: 'In the console of your data provider, give this service permission for the item.',
  explain: (detail) =>
    `The item ${quoted(detail, 'field', 'asked for')} is shared for no pupil. All pupils count as not known in it.`,
} as const satisfies Rule;
