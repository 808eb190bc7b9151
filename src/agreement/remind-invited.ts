import { londonDate } from '../domain/sessions/london.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { Database } from '../store/database.ts';
import { type Invitation, readUnanswered, updateMailStates, writeReminded } from '../store/invitations.ts';
import { readSchools } from '../store/school-lookups.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Reminds the schools that have not answered, each once for each of these days after its invitation, and tells the operators which
 * invitations could not be delivered. It tells each thing once, so it may run often.
 * @param remindDays rising, from the invitation
 * @returns how many were reminded
 */
export async function remindInvited(owner: Database, remindDays: readonly number[], now: Date): Promise<number> {
  await tellUndelivered(owner, now);
  const due = (await readUnanswered(owner)).filter((invitation) => isDue(invitation, remindDays, now));
  const names = new Map(
    (
      await readSchools(
        owner,
        due.map(({ urn }) => urn),
      )
    ).map(({ urn, name }) => [urn, name]),
  );
  for (const invitation of due)
    await owner.transaction().execute(async (transaction) => {
      const { urn, email, invitedAt, reminders } = invitation;
      await writeReminded(transaction, invitation, now);
      const facts = { school: names.get(urn)!, urn, number: reminders + 1, invitedOn: londonDate(invitedAt) };
      const to = { organisation: `school:${urn}`, addressee: 'person', email } as const;
      await queueMail(transaction, { template: 'school-reminded', facts, ...to }, now);
    });
  return due.length;
}

/** An address that refuses mail is not written to again; nor is anybody more than once a day, after a time in which nothing was sent. */
function isDue(
  { invitedAt, sentAt, reminders, mailState }: Invitation,
  remindDays: readonly number[],
  now: Date,
): boolean {
  const after = remindDays[reminders];
  if (after === undefined || mailState === 'given-up') return false;
  return now.getTime() >= invitedAt.getTime() + after * DAY_MS && now.getTime() >= sentAt.getTime() + DAY_MS;
}

async function tellUndelivered(owner: Database, now: Date): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    const undelivered = await updateMailStates(transaction);
    const names = await readSchools(
      transaction,
      undelivered.map(({ urn }) => urn),
    );
    for (const { urn, email, mailError } of undelivered) {
      const school = names.find((each) => each.urn === urn)?.name ?? `URN ${urn}`;
      const facts = { school, urn, email, error: mailError ?? 'failed' };
      await queueMail(
        transaction,
        { template: 'invitation-undelivered', facts, organisation: null, addressee: 'operators' },
        now,
      );
    }
  });
}
