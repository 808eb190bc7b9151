import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** Why a weekly e-mail ended by itself. */
export type WeeklyEmailEnd = 'role-lost' | 'not-confirmed';

/** Somebody who asked for the weekly e-mail, for one organisation. */
export interface WeeklyEmail {
  /** Door and key. */
  readonly person: string;
  /** Such as `school:900001`. */
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  /** The identity provider's own id of the organisation; null when it has none. */
  readonly providerOrganisation: string | null;
  readonly askedAt: Date;
  readonly confirmedAt: Date;
  /** The Monday of the last week that was dealt with. */
  readonly lastWeek: string;
  readonly endedAt: Date | null;
  readonly endedBecause: WeeklyEmailEnd | null;
}

const COLUMNS = [
  'person',
  'organisation',
  'name',
  'email',
  'provider_organisation as providerOrganisation',
  'asked_at as askedAt',
  'confirmed_at as confirmedAt',
  'last_week as lastWeek',
  'ended_at as endedAt',
  'ended_because as endedBecause',
] as const;

/** What a person asked for, in an organisation; null when they did not, or have stopped it. */
export async function readWeeklyEmail(
  handle: Handle,
  person: string,
  organisation: string,
): Promise<WeeklyEmail | null> {
  const row = await handle
    .selectFrom('weekly_email')
    .select(COLUMNS)
    .where('person', '=', person)
    .where('organisation', '=', organisation)
    .executeTakeFirst();
  return row ?? null;
}

/** Those who have not been dealt with in a week. @param week its Monday */
export async function readWeeklyEmailsDue(handle: Handle, week: string): Promise<WeeklyEmail[]> {
  return handle
    .selectFrom('weekly_email')
    .select(COLUMNS)
    .where('ended_at', 'is', null)
    .where('last_week', '<', week)
    .orderBy('organisation')
    .orderBy('person')
    .execute();
}

/** Puts down that somebody wants the weekly e-mail; one that ended before begins anew. */
export async function insertWeeklyEmail(
  handle: Handle,
  asked: Omit<WeeklyEmail, 'confirmedAt' | 'endedAt' | 'endedBecause'>,
): Promise<void> {
  await deleteWeeklyEmail(handle, asked.person, asked.organisation);
  await handle
    .insertInto('weekly_email')
    .values({
      person: asked.person,
      organisation: asked.organisation,
      name: asked.name,
      email: asked.email,
      provider_organisation: asked.providerOrganisation,
      asked_at: asked.askedAt,
      confirmed_at: asked.askedAt,
      last_week: asked.lastWeek,
    })
    .execute();
}

/** @returns whether there was one */
export async function deleteWeeklyEmail(handle: Handle, person: string, organisation: string): Promise<boolean> {
  const { numDeletedRows } = await handle
    .deleteFrom('weekly_email')
    .where('person', '=', person)
    .where('organisation', '=', organisation)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Puts down that sign-in has just shown that a person is of these organisations. */
export async function confirmWeeklyEmails(
  handle: Handle,
  person: string,
  organisations: readonly string[],
  at: Date,
): Promise<void> {
  await sql`UPDATE weekly_email SET confirmed_at = ${at}
    WHERE person = ${person} AND organisation = ANY (${[...organisations]}::text[])`.execute(handle);
}

/** Marks a week as dealt with. @returns false when it was already, or the person has stopped it meanwhile */
export async function markWeek(handle: Handle, { person, organisation }: WeeklyEmail, week: string): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('weekly_email')
    .set({ last_week: week })
    .where('person', '=', person)
    .where('organisation', '=', organisation)
    .where('ended_at', 'is', null)
    .where('last_week', '<', week)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends one for good, with the reason that its page tells. @returns false when it had ended already */
export async function endWeeklyEmail(
  handle: Handle,
  { person, organisation }: WeeklyEmail,
  because: WeeklyEmailEnd,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('weekly_email')
    .set({ ended_at: at, ended_because: because })
    .where('person', '=', person)
    .where('organisation', '=', organisation)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets those that ended before a time. */
export async function deleteEndedWeeklyEmails(handle: Handle, before: Date): Promise<void> {
  await handle.deleteFrom('weekly_email').where('ended_at', '<', before).execute();
}
