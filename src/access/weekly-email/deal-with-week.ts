import { type AuditKey, appendEventWithin } from '../../audit/append-event.ts';
import type { FactsOf } from '../../mail/facts.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import type { Database } from '../../store/database.ts';
import { endWeeklyEmail, markWeek, type WeeklyEmail, type WeeklyEmailEnd } from '../../store/weekly-emails.ts';

export { deleteEndedWeeklyEmails, readWeeklyEmailsDue } from '../../store/weekly-emails.ts';

/**
 * Deals with a recipient's week once: the mail, if there is one, is queued in the transaction that marks the week, so that running
 * twice, or two at once, sends one.
 * @param facts null: nothing to tell this week
 * @returns whether a mail was queued
 */
export async function dealWithWeek(
  owner: Database,
  row: WeeklyEmail,
  week: string,
  facts: FactsOf<'weekly-email'> | null,
  now: Date,
): Promise<boolean> {
  return owner.transaction().execute(async (transaction) => {
    if (!(await markWeek(transaction, row, week)) || facts === null) return false;
    const { organisation, email } = row;
    await queueMail(transaction, { template: 'weekly-email', facts, organisation, addressee: 'person', email }, now);
    return true;
  });
}

/** Ends somebody's weekly e-mail, and puts it on the audit. */
export async function endFor(
  owner: Database,
  auditKey: AuditKey,
  row: WeeklyEmail,
  because: WeeklyEmailEnd,
  now: Date,
): Promise<void> {
  const { person, name, organisation } = row;
  await owner.transaction().execute(async (transaction) => {
    if (!(await endWeeklyEmail(transaction, row, because, now))) return;
    await appendEventWithin(transaction, auditKey, {
      at: now,
      what: 'weekly-email-ended',
      person: null,
      name: null,
      organisation,
      schoolUrn: organisation.startsWith('school:') ? Number(organisation.slice('school:'.length)) : null,
      pupilId: null,
      outcome: 'done',
      detail: { because, of: person, ofName: name },
      requestId: null,
    });
  });
}
