import { quoted } from './in-detail.ts';
import type { Rule } from './rule.ts';

/** Details: sen. */
export const senUnknown = {
  code: 'sen-unknown',
  severity: 'warning',
  title: 'SEN provision that cannot be read',
  toDo: 'Set SEN provision in your MIS to N (none), K (SEN support) or E (education, health and care plan).',
  explain: (detail) =>
    `The SEN provision ${quoted(detail, 'sen', 'given')} cannot be read. The pupil counts as not known.`,
} as const satisfies Rule;
