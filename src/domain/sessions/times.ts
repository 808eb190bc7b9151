import { addDays } from './dates.ts';
import { inWords } from './in-words.ts';
import { londonDate, londonTime } from './london.ts';

/** A time of day as GOV.UK writes it: `4.35pm`, `9am`, `midday`. Takes `HH:MM`. */
export function timeText(time: string): string {
  if (time === '12:00') return 'midday';
  if (time === '00:00') return 'midnight';
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(3)];
  return `${hour % 12 || 12}${minute === '00' ? '' : `.${minute}`}${hour < 12 ? 'am' : 'pm'}`;
}

/** `4.35pm on Monday 23 November 2026`, London time. */
export const momentText = (instant: Date): string =>
  `${timeText(londonTime(instant))} on ${inWords(londonDate(instant))}`;

/** `today at 4.30pm`, `yesterday at 9am`, `on Friday 20 November 2026 at 4.30pm`. */
export function sinceText(instant: Date, now: Date): string {
  const [day, today] = [londonDate(instant), londonDate(now)];
  const time = timeText(londonTime(instant));
  if (day === today) return `today at ${time}`;
  return day === addDays(today, -1) ? `yesterday at ${time}` : `on ${inWords(day)} at ${time}`;
}
