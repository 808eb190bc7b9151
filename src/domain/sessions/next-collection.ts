import { addDays } from './dates.ts';
import { londonDate, londonInstant } from './london.ts';
import { schoolDays } from './school-days.ts';

/**
 * When the next collection is: the first of the times of day, in London, on a day when schools may be open (Monday to Friday,
 * no bank holiday), that is later than now. A time that a clock change leaves out is taken an hour later; one that comes twice
 * is taken the first time.
 * @param times 'HH:MM'
 */
export function nextCollection(now: Date, times: readonly string[]): Date {
  const today = londonDate(now);
  for (const day of schoolDays(today, addDays(today, 14))) {
    for (const time of [...times].sort()) {
      const at = londonInstant(day, time);
      if (at > now) return at;
    }
  }
  throw new Error(`No school day in the fortnight after ${today}`);
}
