import type { Handle } from '../store/database.ts';
import { type Addressee, insertMail, type NewMail } from '../store/mail.ts';
import type { MessageFacts } from './facts.ts';
import { isMailAddress } from './mail-address.ts';

/**
 * Mail to be sent. The approvers are those of `organisation`, or, when it has none, the operators: who they are is found out when it
 * is sent. `email` is given for a person, and for nobody else.
 */
export type QueuedMail = MessageFacts & {
  /** Such as `school:900001`; null when the mail is about none. */
  readonly organisation: string | null;
  readonly addressee: Addressee;
  readonly email?: string;
};

/**
 * Queues mail in the caller's transaction: it is sent only if what it tells of happened. Works under the viewer's login.
 * A person's address that nothing can be sent to does not undo what the mail tells of: the mail is kept as given up, with the
 * error `address-invalid`.
 * @throws TypeError when the addressee does not fit the rest
 */
export async function queueMail(transaction: Handle, mail: QueuedMail, now: Date): Promise<void> {
  await insertMail(transaction, toNewMail(mail, now));
}

function toNewMail(mail: QueuedMail, now: Date): NewMail {
  const { template, organisation, addressee, email } = mail;
  if ((addressee === 'person') !== (email !== undefined)) throw new TypeError('A mail to a person needs their address');
  if (addressee === 'approvers' && organisation === null) throw new TypeError('Approvers are of an organisation');
  return {
    template,
    facts: Object.fromEntries(Object.entries(mail.facts).map(([name, fact]) => [name, storable(fact)])),
    organisation,
    addressee,
    email: email === undefined ? null : storable(email),
    queuedAt: now,
    error: email === undefined || isMailAddress(email) ? null : 'address-invalid',
  };
}

/** PostgreSQL takes neither NUL nor half a character. */
function storable<T>(value: T): T {
  return (typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '') : value) as T;
}
