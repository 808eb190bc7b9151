import { addDays } from '../../domain/sessions/dates.ts';
import { inShort, inWords, rangeInWords } from '../../domain/sessions/in-words.ts';
import { mondayOfWeek, readPeriodKey } from '../../domain/statistics/period.ts';

/** `the week of 5 to 9 October 2026`, `Friday 9 October 2026`. */
export function periodWords(key: string): string {
  const period = readPeriodKey(key);
  if (period?.kind === 'day') return inWords(period.date);
  return period?.kind === 'week' ? `the week of ${weekWords(key)}` : 'the year to date';
}

/** `5 to 9 October 2026` */
export function weekWords(key: string): string {
  const monday = mondayOf(key);
  return rangeInWords(monday, addDays(monday, 4));
}

/** `5 Oct`, for the axis of a chart: of a week its Monday. */
export const shortDay = (key: string): string =>
  inShort(/-W/.test(key) ? mondayOf(key) : key)
    .split(' ')
    .slice(0, 2)
    .join(' ');

/** The Monday of a week. */
export function mondayOf(key: string): string {
  const period = readPeriodKey(key);
  if (period?.kind !== 'week') throw new RangeError(`no week: ${key}`);
  return mondayOfWeek(period);
}
