import { isoWeek } from '../sessions/dates.ts';
import { lastDayOf } from '../statistics/period.ts';

/** A release's name: the ISO week of its last day, `2026-w41`; of a correction with its number, `2026-w41.2`. @param correction from 1 */
export function releaseId(asOf: string, correction = 1): string {
  const { year, week } = isoWeek(asOf);
  return `${year}-w${String(week).padStart(2, '0')}${correction === 1 ? '' : `.${correction}`}`;
}

/** The reverse of `releaseId`; null for any other text. */
export function readReleaseId(text: string): { readonly asOf: string; readonly correction: number } | null {
  const [, year, week, number] = /^(20\d\d)-w(\d\d)(?:\.([1-9]\d?))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const asOf = lastDayOf({ kind: 'week', year: Number(year), week: Number(week) });
  const correction = Number(number ?? 1);
  return releaseId(asOf, correction) === text ? { asOf, correction } : null;
}
