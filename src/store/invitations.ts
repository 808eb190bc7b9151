import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** An address to which a school was invited. */
export interface Invitation {
  readonly urn: number;
  readonly email: string;
  readonly invitedAt: Date;
  readonly invitedBy: string;
  /** When the invitation or its last reminder was queued. */
  readonly sentAt: Date;
  readonly reminders: number;
  readonly mailState: 'queued' | 'sent' | 'given-up';
  /** Why it was not taken, as docs/operating/mail.md lists them. */
  readonly mailError: string | null;
}

const select = (handle: Handle) =>
  handle
    .selectFrom('invitation')
    .select([
      'invitation.school_urn as urn',
      'email',
      'invited_at as invitedAt',
      'invited_by as invitedBy',
      'sent_at as sentAt',
      'reminders',
      'mail_state as mailState',
      'mail_error as mailError',
    ]);

/** A school's invitations, the first address first. As the owner or the operator. */
export async function readInvitations(handle: Handle, urn: number): Promise<Invitation[]> {
  return select(handle).where('school_urn', '=', urn).orderBy('invited_at').orderBy('email').execute();
}

/** Notes that an address was invited, or invited again. */
export async function writeInvitation(
  handle: Handle,
  urn: number,
  email: string,
  by: string,
  now: Date,
): Promise<{ again: boolean }> {
  const known = await select(handle).where('school_urn', '=', urn).where('email', '=', email).executeTakeFirst();
  await handle
    .insertInto('invitation')
    .values({ school_urn: urn, email, invited_at: now, invited_by: by, sent_at: now, mail_error: null })
    .onConflict((conflict) =>
      conflict
        .columns(['school_urn', 'email'])
        .doUpdateSet({ sent_at: now, reminders: 0, mail_state: 'queued', mail_error: null }),
    )
    .execute();
  return { again: known !== undefined };
}

/** Invitations of schools that have not answered. As the owner. */
export async function readUnanswered(handle: Handle): Promise<Invitation[]> {
  return select(handle)
    .innerJoin('agreement', 'agreement.school_urn', 'invitation.school_urn')
    .where('agreement.state', '=', 'invited')
    .orderBy('invited_at')
    .orderBy('invitation.school_urn')
    .orderBy('email')
    .execute();
}

export async function writeReminded(handle: Handle, { urn, email, reminders }: Invitation, now: Date): Promise<void> {
  await handle
    .updateTable('invitation')
    .set({ reminders: reminders + 1, sent_at: now, mail_state: 'queued', mail_error: null })
    .where('school_urn', '=', urn)
    .where('email', '=', email)
    .execute();
}

/**
 * Notes what became of the mail that took each invitation or reminder. As the owner.
 * @returns those that have just been given up
 */
export async function updateMailStates(handle: Handle): Promise<Invitation[]> {
  const { rows } = await sql<{ urn: number; email: string; mailState: Invitation['mailState'] }>`
    UPDATE invitation i SET mail_state = m.state, mail_error = m.error
    FROM (SELECT DISTINCT ON (facts ->> 'urn', email) facts ->> 'urn' AS urn, email, error,
        CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN given_up_at IS NOT NULL THEN 'given-up' ELSE 'queued' END AS state
      FROM mail WHERE template IN ('school-invited', 'school-reminded') AND addressee = 'person' ORDER BY facts ->> 'urn', email, mail_id DESC) m
    WHERE m.urn = i.school_urn::text AND m.email = i.email AND (m.state, coalesce(m.error, '')) IS DISTINCT FROM (i.mail_state, coalesce(i.mail_error, ''))
    RETURNING i.school_urn AS urn, i.email, i.mail_state AS "mailState"`.execute(handle);
  const givenUp = rows.filter(({ mailState }) => mailState === 'given-up');
  const found = await Promise.all(givenUp.map(({ urn }) => readInvitations(handle, urn)));
  return givenUp.map(({ email }, place) => found[place]!.find((each) => each.email === email)!);
}
