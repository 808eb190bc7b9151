import { type Reminded, type ReminderParts, sendReminders } from '../access/rights/send-reminders.ts';

/**
 * Reminds approvers of requests that will be overdue the next day, and tells them and the operator of those that are. To be run
 * a few times a day: it tells each thing once.
 */
export async function remindApprovers(parts: ReminderParts): Promise<Reminded> {
  return sendReminders(parts);
}
