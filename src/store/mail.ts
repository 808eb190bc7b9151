import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { MailTable } from './tables.ts';

export type Addressee = MailTable['addressee'];

/** Mail as it is put in the queue. */
export interface NewMail {
  readonly template: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Such as `school:900001`. */
  readonly organisation: string | null;
  readonly addressee: Addressee;
  /** For a person only. */
  readonly email: string | null;
  readonly queuedAt: Date;
  /** Why it can never be sent, when that is known already. */
  readonly error: string | null;
}

/** Mail that one sender has taken to send. */
export interface TakenMail {
  readonly id: number;
  readonly template: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly organisation: string | null;
  readonly addressee: Addressee;
  readonly email: string | null;
  readonly queuedAt: Date;
  /** Tries, this one included. */
  readonly tries: number;
  /** Addresses that have it already. */
  readonly sentTo: readonly string[];
}

/** What became of queued mail so far. */
export interface MailState {
  readonly id: number;
  readonly email: string | null;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly givenUpAt: Date | null;
  readonly tries: number;
  /** Of the last try; null when it was sent, or not tried. */
  readonly error: string | null;
}

/** Queues mail in the caller's transaction. The viewer's login may add rows and not read them, so nothing is returned. */
export async function insertMail(handle: Handle, mail: NewMail): Promise<void> {
  await handle.insertInto('mail').values(rowOf(mail)).execute();
}

const rowOf = (mail: NewMail) => ({
  template: mail.template,
  facts: JSON.stringify(mail.facts),
  organisation: mail.organisation,
  addressee: mail.addressee,
  email: mail.email,
  queued_at: mail.queuedAt,
  next_try_at: mail.queuedAt,
  given_up_at: mail.error === null ? null : mail.queuedAt,
  error: mail.error,
});

/** What became of mails, by their numbers; one that is not there is left out. */
export async function readMailStates(handle: Handle, ids: readonly number[]): Promise<MailState[]> {
  return handle
    .selectFrom('mail')
    .select(['mail_id as id', 'email', 'queued_at as queuedAt', 'sent_at as sentAt', 'given_up_at as givenUpAt'])
    .select(['tries', 'error'])
    .where(sql<boolean>`mail_id = ANY(${[...ids]}::bigint[])`)
    .orderBy('mail_id')
    .execute();
}

/** Numbers of mails of some templates that were handed over since an instant. As the owner. */
export async function readSentSince(handle: Handle, templates: readonly string[], since: Date): Promise<number[]> {
  const rows = await handle
    .selectFrom('mail')
    .select('mail_id')
    .where('template', 'in', templates)
    .where('sent_at', '>=', since)
    .orderBy('mail_id')
    .execute();
  return rows.map(({ mail_id }) => mail_id);
}

/** A mail that was handed over did not arrive. As the owner. */
export async function markUndelivered(handle: Handle, id: number, now: Date): Promise<void> {
  await handle
    .updateTable('mail')
    .set({ sent_at: null, given_up_at: now, error: 'undelivered' })
    .where('mail_id', '=', id)
    .execute();
}

/**
 * Takes the mail that has waited longest, if any is due, for one sender alone. It is not locked while it is sent: it comes back by
 * itself at `until`, so a sender that dies in between delays it and loses nothing.
 */
export async function takeMail(handle: Handle, now: Date, until: Date): Promise<TakenMail | null> {
  // Addresses that have it are kept with the facts, under a name that no fact has.
  const { rows } = await sql<TakenMail>`
    UPDATE mail SET tries = tries + 1, next_try_at = ${until}
    WHERE mail_id = (SELECT mail_id FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL AND next_try_at <= ${now}
      ORDER BY next_try_at, mail_id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING mail_id AS id, template, facts - 'sentTo' AS facts, organisation, addressee, email, queued_at AS "queuedAt", tries,
      coalesce(facts -> 'sentTo', '[]') AS "sentTo"`.execute(handle);
  return rows[0] ?? null;
}

/** Notes that an address has the mail, and keeps it taken until `until`. */
export async function recordSentTo(handle: Handle, mail: TakenMail, address: string, until: Date): Promise<void> {
  await sql`
    UPDATE mail SET next_try_at = CASE WHEN tries = ${mail.tries} THEN ${until}::timestamptz ELSE next_try_at END,
      facts = jsonb_set(facts, '{sentTo}', coalesce(facts -> 'sentTo', '[]') || to_jsonb(${address}::text))
    WHERE mail_id = ${mail.id}`.execute(handle);
}

export async function markSent(handle: Handle, mail: TakenMail, now: Date): Promise<void> {
  await handle
    .updateTable('mail')
    .set({ sent_at: now, given_up_at: null, error: null })
    .where('mail_id', '=', mail.id)
    .execute();
}

/** What did not work is tried again at `nextTry`, or never when that is null. Nothing changes if another sender has taken it since. */
export async function markFailed(
  handle: Handle,
  mail: TakenMail,
  error: string,
  now: Date,
  nextTry: Date | null,
): Promise<void> {
  await handle
    .updateTable('mail')
    .set({ error, ...(nextTry === null ? { given_up_at: now } : { next_try_at: nextTry }) })
    .where('mail_id', '=', mail.id)
    .where('tries', '=', mail.tries)
    .execute();
}

/** Gives up what has waited since before an instant. @returns how many */
export async function giveUpOldMail(handle: Handle, before: Date, now: Date, error: string): Promise<number> {
  const { numUpdatedRows } = await handle
    .updateTable('mail')
    .set({ given_up_at: now, error })
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('queued_at', '<', before)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Addresses of an organisation's members with a duty, as they are now, in order. */
export async function readAddresses(
  handle: Handle,
  organisation: string,
  duty: 'approver' | 'operator',
): Promise<string[]> {
  const rows = await handle
    .selectFrom('member')
    .select('email')
    .where('organisation', '=', organisation)
    .where('duty', '=', duty)
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}
