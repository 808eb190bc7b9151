import published from './bank-holidays.json' with { type: 'json' };
import { addDays, dateOfDay, dayNumber, dayOfWeek } from './dates.ts';

const names = new Map(published.holidays.map(([date, name]) => [date!, name!]));

/**
 * The name of a bank holiday in England, or null. Years on the gov.uk list are taken from it; years before and after
 * follow the standing rule, so a holiday proclaimed for one year alone is known only once it is on the list.
 */
export function bankHolidayName(date: string): string | null {
  const year = Number(date.slice(0, 4));
  if (year >= published.firstYear && year <= published.lastYear) return names.get(date) ?? null;
  return standingHolidays(year).get(date) ?? null;
}

/** Whether a day is a bank holiday in England. */
export function isBankHoliday(date: string): boolean {
  return bankHolidayName(date) !== null;
}

/**
 * The bank holidays of a year by the standing rule: Banking and Financial Dealings Act 1971, schedule 1, the yearly
 * proclamations of New Year's Day and early May, and weekdays in place of holidays that fall on a weekend.
 */
export function standingHolidays(year: number): Map<string, string> {
  const easter = easterSunday(year);
  const christmas = `${year}-12-25`;
  const weekday = dayOfWeek(christmas);
  return new Map([
    [nextWeekday(`${year}-01-01`), 'New Year’s Day'],
    [addDays(easter, -2), 'Good Friday'],
    [addDays(easter, 1), 'Easter Monday'],
    [firstMonday(`${year}-05-01`), 'Early May bank holiday'],
    [addDays(firstMonday(`${year}-06-01`), -7), 'Spring bank holiday'],
    [addDays(firstMonday(`${year}-09-01`), -7), 'Summer bank holiday'],
    [weekday > 5 ? `${year}-12-27` : christmas, 'Christmas Day'],
    // On a Saturday it moves to Monday 28; on a Sunday it moves to Tuesday 28, after Christmas Day's own Monday.
    [weekday === 5 || weekday === 6 ? `${year}-12-28` : `${year}-12-26`, 'Boxing Day'],
  ]);
}

function nextWeekday(date: string): string {
  const weekday = dayOfWeek(date);
  return weekday > 5 ? addDays(date, 8 - weekday) : date;
}

function firstMonday(first: string): string {
  return addDays(first, (8 - dayOfWeek(first)) % 7);
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones and Butcher). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451);
  return dateOfDay(dayNumber(`${year}-03-22`) + f);
}
