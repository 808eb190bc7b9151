import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: what. */
export const readEmpty = {
  code: 'read-empty',
  severity: 'error',
  title: 'An empty answer where there was data before',
  toDo: 'Check that your MIS is online and connected to your data provider. The next collection tries again.',
  explain: (detail) =>
    `The source gave an empty answer${detail['what'] === undefined ? '' : ` for ${quoted(detail, 'what', '')}`} where there was data before. Nothing was removed from the register.`,
} as const satisfies Rule;
