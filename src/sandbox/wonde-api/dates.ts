import { dateOf } from '../mis/days.ts';

/** A date as Wonde writes it: a PHP date object. */
export interface WondeDate {
  readonly date: string;
  readonly timezone_type: 3;
  readonly timezone: string;
}

/** An instant, given in minutes since 1970, in UTC. */
export function writeInstant(minute: number): WondeDate {
  const text = new Date(minute * 60_000).toISOString();
  return { date: `${text.slice(0, 10)} ${text.slice(11, 19)}.000000`, timezone_type: 3, timezone: 'UTC' };
}

/** A day: local midnight in the zone of the school. */
export function writeDay(day: number): WondeDate {
  return writeDate(dateOf(day));
}

/** A day given as text, which may be no real one. */
export function writeDate(date: string): WondeDate {
  return { date: `${date} 00:00:00.000000`, timezone_type: 3, timezone: 'Europe/London' };
}

/**
 * Reads a date of a query as minutes since 1970 (with fractions), in UTC: `2025-10-27 05:10:39`, `2025-10-27T05:10:39Z`
 * or `2025-10-27`. Null if it cannot be read.
 */
export function readInstant(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|\+00:00)?)?$/.exec(text.trim());
  if (!match) return null;
  const time = Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}Z`);
  return Number.isNaN(time) ? null : time / 60_000;
}
