import { daysWaited, isOverdue, overdueFrom } from './overdue.ts';

/** How long a request has waited. */
export interface Waiting {
  /** Days since it was asked, 0 on its own day. */
  readonly days: number;
  readonly overdue: boolean;
  /** YYYY-MM-DD */
  readonly overdueOn: string;
}

export function waiting(askedAt: Date, now: Date, overdueDays: number): Waiting {
  return {
    days: daysWaited(askedAt, now),
    overdue: isOverdue(askedAt, overdueDays, now),
    overdueOn: overdueFrom(askedAt, overdueDays),
  };
}
