import type { ChangeParts } from '../../../agreement/change-school.ts';
import type { PageContext } from '../../page.ts';

/** What acts about agreements take from a page's request. Throws when the page was not given them: a fault of the wiring. */
export function changePartsOf({ auditKey, agreements }: PageContext): ChangeParts {
  if (!auditKey || !agreements)
    throw new TypeError('A page about agreements needs the audit’s key and the days for which data are kept');
  return { auditKey, keepDays: agreements.keepDays };
}

const DAY_MS = 24 * 60 * 60_000;

/** When the question was put to which a form answers; what is no such time, or older than a day, counts as now. */
export function readSince(text: string | undefined, now: Date): Date {
  const at = /^\d{10,15}$/.test(text ?? '') ? Number(text) : now.getTime();
  return at > now.getTime() || at < now.getTime() - DAY_MS ? now : new Date(at);
}
