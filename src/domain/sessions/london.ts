import type { Half } from './dates.ts';

const MINUTE = 60_000;

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day it is in London at an instant. */
export function londonDate(instant: Date): string {
  return readClock(instant).date;
}

/** The time it is in London at an instant, `HH:MM`. */
export function londonTime(instant: Date): string {
  return readClock(instant).time;
}

/**
 * The instant at which London's clocks show a time (`HH:MM`) on a day. A time that does not exist, because the clocks go forward
 * over it in spring, moves forward by that hour; one that comes twice in autumn is the first. Throws RangeError on bad input.
 */
export function londonInstant(date: string, time: string): Date {
  const written = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(written) || !/^\d\d:\d\d$/.test(time)) throw new RangeError(`not a date and time: ${date} ${time}`);
  // London is at UTC or an hour ahead of it, so one of two instants shows the time; the earlier comes first.
  const summer = new Date(written - 60 * MINUTE);
  const shown = readClock(summer);
  return shown.date === date && shown.time === time ? summer : new Date(written);
}

/** The last session whose register can have been taken: before noon in London that day's morning, from noon its afternoon. */
export function heldThrough(instant: Date): { date: string; half: Half } {
  const { date, time } = readClock(instant);
  return { date, half: time < '12:00' ? 'AM' : 'PM' };
}

/** By minute since 1970. A page of hundreds of schools tells the time of each one's last collection, and so does the next. */
const read = new Map<number, { date: string; time: string }>();
const MOST_READ = 10_000;

function readClock(instant: Date): { date: string; time: string } {
  const minute = Math.floor(instant.getTime() / MINUTE);
  const known = read.get(minute);
  if (known) return known;
  if (read.size >= MOST_READ) read.clear();
  const clock = formatClock(instant);
  read.set(minute, clock);
  return clock;
}

function formatClock(instant: Date): { date: string; time: string } {
  // en-GB writes "23/11/2026, 09:05"; a year has four digits for as long as this is used.
  const text = london.format(instant);
  const date = `${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}`;
  return { date, time: text.slice(12, 17) };
}
