import type { Database } from '../store/database.ts';
import { type MailState, readMailStates } from '../store/mail.ts';
import { mailReference } from './mail-reference.ts';

/** What became of one queued mail. */
export interface MailOutcome {
  readonly id: number;
  /**
   * `waiting`: to be tried, for the first time or again. `sent`: the mail server has taken it, which is not yet to have arrived.
   * `given-up`: it is not tried again.
   */
  readonly state: 'waiting' | 'sent' | 'given-up';
  /** When it was sent or given up; of mail that waits, when it was queued. */
  readonly at: Date;
  /** Why the last try did not work, such as `refused-550`; its meaning is in `MAIL_ERRORS`. Null when it was sent, or not tried. */
  readonly error: string | null;
  readonly tries: number;
  /** By which a transport that has `readDelivery` can be asked whether it arrived; null when the mail is to no single person. */
  readonly reference: string | null;
}

/**
 * What became of queued mails, by their numbers.
 * @param owner the owner's login: no other reads mail
 */
export async function readMailOutcomes(
  owner: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, MailOutcome>> {
  const states = await readMailStates(owner, ids);
  return new Map(states.map((each) => [each.id, toOutcome(each)]));
}

function toOutcome(mail: MailState): MailOutcome {
  const { id, email, queuedAt, sentAt, givenUpAt, error, tries } = mail;
  const reference = email === null ? null : mailReference(mail, email);
  if (sentAt) return { id, state: 'sent', at: sentAt, error, tries, reference };
  if (givenUpAt) return { id, state: 'given-up', at: givenUpAt, error, tries, reference };
  return { id, state: 'waiting', at: queuedAt, error, tries, reference };
}
