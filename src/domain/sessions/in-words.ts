import { dayOfWeek, type Half } from './dates.ts';

/** From Monday. */
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `Monday 23 November 2026` */
export function inWords(date: string): string {
  return `${dayInWords(date)} ${withoutDay(date)}`;
}

/** `23 November 2026`, the GOV.UK style for dates. */
export function withoutDay(date: string): string {
  return `${dayMonth(date)} ${date.slice(0, 4)}`;
}

/** `23 Nov 2026`, for tables. */
export function inShort(date: string): string {
  return `${Number(date.slice(8))} ${month(date).slice(0, 3)} ${date.slice(0, 4)}`;
}

/** `November 2026`, of a day or of a month written `2026-11`. */
export function monthInWords(date: string): string {
  return `${month(date)} ${date.slice(0, 4)}`;
}

/** `Monday` */
export function dayInWords(date: string): string {
  return DAY_NAMES[dayOfWeek(date) - 1]!;
}

/** `Monday 23 November 2026, morning` */
export function sessionInWords(date: string, half: Half): string {
  return `${inWords(date)}, ${half === 'AM' ? 'morning' : 'afternoon'}`;
}

/** `1 to 5 September 2026`, `28 September to 2 October 2026`, `21 December 2026 to 1 January 2027`; one day: that day. */
export function rangeInWords(from: string, to: string): string {
  if (from === to) return withoutDay(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} to ${withoutDay(to)}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${dayMonth(from)} to ${withoutDay(to)}`;
  return `${withoutDay(from)} to ${withoutDay(to)}`;
}

const month = (date: string) => MONTHS[Number(date.slice(5, 7)) - 1]!;
const dayMonth = (date: string) => `${Number(date.slice(8))} ${month(date)}`;
