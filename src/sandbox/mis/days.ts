/** Days as whole numbers since 1970-01-01 and instants as whole minutes since then: the model makes millions of them. */

export { dateOfDay as dateOf, dayNumber as dayOf } from '../../domain/sessions/dates.ts';

/** Day number of a year, month (1 to 12) and day of the month. */
export function dayFrom(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The last given weekday on or before `day`. */
export function lastWeekday(day: number, weekday: number): number {
  return day - ((weekdayOf(day) - weekday + 7) % 7);
}

/** The first given weekday on or after `day`. */
export function firstWeekday(day: number, weekday: number): number {
  return day + ((weekday - weekdayOf(day) + 7) % 7);
}

const summers = new Map<number, readonly [number, number]>();

/** First and last-but-one Sunday of summer time in a year, as day numbers. The map holds one entry a year. */
function summerOf(year: number): readonly [number, number] {
  const known = summers.get(year);
  if (known) return known;
  const summer = [lastWeekday(dayFrom(year, 3, 31), 7), lastWeekday(dayFrom(year, 10, 31), 7)] as const;
  summers.set(year, summer);
  return summer;
}

/** Minutes that London is ahead of UTC at midday. Clocks change at 01:00 UTC on a Sunday, so it holds from 02:00 on. */
export function offsetOf(day: number): number {
  const [from, to] = summerOf(new Date(day * 86_400_000).getUTCFullYear());
  return day >= from && day < to ? 60 : 0;
}

/** Minutes since 1970 of a London time of day, given in minutes after midnight; not for times before 02:00. */
export function minuteAt(day: number, minutes: number): number {
  return day * 1440 + minutes - offsetOf(day);
}

/** The London day of an instant given in minutes since 1970. */
export function londonDayOf(minute: number): number {
  const day = Math.floor(minute / 1440);
  const [from, to] = summerOf(new Date(day * 86_400_000).getUTCFullYear());
  const summer = minute >= from * 1440 + 60 && minute < to * 1440 + 60;
  return Math.floor((minute + (summer ? 60 : 0)) / 1440);
}

/** ISO instant, `2026-10-05T08:12:00Z`, of minutes since 1970. */
export function instantOf(minute: number): string {
  return `${new Date(minute * 60_000).toISOString().slice(0, 16)}:00Z`;
}

/** Whole minutes since 1970 of an instant, cut down. */
export function minuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / 60_000);
}
