import type { Rule } from './rule.ts';

/** Details: status. */
export const sourceUnavailable = {
  code: 'source-unavailable',
  severity: 'error',
  title: 'The source could not be reached',
  toDo: 'Check that your MIS is online and connected to your data provider. The next collection tries again.',
  explain: (detail) =>
    `The source did not answer in time, or answered with a fault${detail['status'] === undefined ? '' : ` (status ${detail['status']})`}. The register is as it was.`,
} as const satisfies Rule;
