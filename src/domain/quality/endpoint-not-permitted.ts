import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: endpoint. */
export const endpointNotPermitted = {
  code: 'endpoint-not-permitted',
  severity: 'error',
  title: 'A part of the data that we may not read',
  toDo: 'In the console of your data provider, give this service permission for it.',
  explain: (detail) =>
    `The source does not let us read ${quoted(detail, 'endpoint', 'a part of the data')}. What depends on it is missing.`,
} as const satisfies Rule;
