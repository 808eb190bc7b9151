import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';

/**
 * The London day (YYYY-MM-DD) from which a request that nobody has decided is overdue: so many days after the one on which it
 * was asked. DfE Sign-in: 5 days, with a reminder the day before.
 */
export const overdueFrom = (askedAt: Date, overdueDays: number): string => addDays(londonDate(askedAt), overdueDays);

/** Whether a request that waits is overdue now. */
export const isOverdue = (askedAt: Date, overdueDays: number, now: Date): boolean =>
  londonDate(now) >= overdueFrom(askedAt, overdueDays);

/** Days that a request has waited, by London's calendar: 0 on its own day. */
export const daysWaited = (askedAt: Date, now: Date): number => daysBetween(londonDate(askedAt), londonDate(now));

/** Requests asked before this instant have waited for so many days or more: `isOverdue`, turned round for the database. */
export const askedBefore = (now: Date, days: number): Date =>
  londonInstant(addDays(londonDate(now), 1 - days), '00:00');
