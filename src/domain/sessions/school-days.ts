import { isBankHoliday } from './bank-holidays.ts';
import { dateOfDay, dayNumber, dayOfWeek } from './dates.ts';

/** A stretch of days without school, first and last day inclusive: a holiday, an INSET day, a closure. */
export interface Closure {
  readonly from: string;
  readonly to: string;
}

/** Monday to Friday, without bank holidays and closures, from the first to the last day inclusive. */
export function schoolDays(from: string, to: string, closures: readonly Closure[] = []): string[] {
  const days: string[] = [];
  for (let number = dayNumber(from), last = dayNumber(to); number <= last; number++) {
    const date = dateOfDay(number);
    const closed =
      dayOfWeek(date) > 5 || isBankHoliday(date) || closures.some((each) => each.from <= date && date <= each.to);
    if (!closed) days.push(date);
  }
  return days;
}
