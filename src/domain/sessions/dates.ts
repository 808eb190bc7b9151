/** A session: the morning or the afternoon of a day. */
export type Half = 'AM' | 'PM';

/** Sessions in a week of stored marks, Monday morning to Sunday afternoon. */
export const SESSIONS_A_WEEK = 14;

/**
 * The number of a day, counted from 1 January 1970 (which is 0), in the Gregorian calendar: days as whole numbers, so that no
 * time zone can move one. Throws RangeError when the text is not in the form of a date; see `isDate` for outside data.
 */
export function dayNumber(date: string): number {
  // By character, not by slices: this is called for every mark that is read.
  const digit = (place: number) => date.charCodeAt(place) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const month = digit(5) * 10 + digit(6);
  const day = digit(8) * 10 + digit(9);
  if (date.length !== 10 || !(month >= 1 && month <= 12 && day >= 1 && day <= 31))
    throw new RangeError(`not a date: ${date}`);
  // Years are counted from 1 March, so that the leap day comes last.
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

/** The reverse of `dayNumber`, for the years 0000 to 9999. */
export function dateOfDay(number: number): string {
  const days = number + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Whether a text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  return dateOfDay(dayNumber(text)) === text;
}

/** The day so many days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Days from one date to another: 1 from a day to the next, negative backwards. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 for Monday to 7 for Sunday, as in ISO 8601. */
export function dayOfWeek(date: string): number {
  return mondayBased(dayNumber(date)) + 1;
}

/** The Monday on or before a day: the key of its week. */
export function mondayOf(date: string): string {
  const number = dayNumber(date);
  return dateOfDay(number - mondayBased(number));
}

/** The ISO 8601 week, in whose number the published statistics are given: week 37 of 2025 begins on 8 September. */
export function isoWeek(date: string): { year: number; week: number } {
  const number = dayNumber(date);
  const thursday = number - mondayBased(number) + 3;
  const year = Number(dateOfDay(thursday).slice(0, 4));
  return { year, week: Math.floor((thursday - dayNumber(`${String(year).padStart(4, '0')}-01-01`)) / 7) + 1 };
}

/** The place of a session in its week of stored marks: 0 for Monday morning to 13 for Sunday afternoon. */
export function sessionIndex(date: string, half: Half): number {
  return mondayBased(dayNumber(date)) * 2 + (half === 'PM' ? 1 : 0);
}

/** The reverse of `sessionIndex`. `week` is a Monday. */
export function sessionAt(week: string, index: number): { date: string; half: Half } {
  return { date: index < 2 ? week : addDays(week, index >> 1), half: index % 2 === 0 ? 'AM' : 'PM' };
}

/** Whether a session had been held by the one given in `through`, itself included. */
export function isHeld(date: string, half: Half, through: { date: string; half: Half }): boolean {
  return date < through.date || (date === through.date && (half === 'AM' || through.half === 'PM'));
}

/** Day 0 was a Thursday. */
function mondayBased(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}
