import { mondayOf } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { type Database, withScope } from '../../store/database.ts';
import { deleteWeeklyEmail, insertWeeklyEmail, readWeeklyEmail, type WeeklyEmail } from '../../store/weekly-emails.ts';
import type { Viewer } from '../viewer.ts';

export type { WeeklyEmail } from '../../store/weekly-emails.ts';

/** The viewer's own weekly e-mail for the organisation that they act for; null when they have not asked, or stopped it. */
export async function readOwnWeeklyEmail(database: Database, viewer: Viewer): Promise<WeeklyEmail | null> {
  const { organisationKey } = viewer;
  if (organisationKey === null) return null;
  return withScope(database, viewer.scope, (transaction) =>
    readWeeklyEmail(transaction, viewer.person, organisationKey),
  );
}

/**
 * Puts down that the viewer wants the weekly e-mail, from next Monday on. Asking twice changes nothing but the address.
 * @param database the viewer's login
 */
export async function askWeeklyEmail(database: Database, viewer: Viewer, now: Date): Promise<void> {
  const { person, name, email, organisation, organisationKey } = viewer;
  if (organisationKey === null || organisation === null) return;
  await withScope(database, viewer.scope, (transaction) =>
    insertWeeklyEmail(transaction, {
      person,
      organisation: organisationKey,
      name,
      email,
      providerOrganisation: ('providerId' in organisation && organisation.providerId) || null,
      askedAt: now,
      lastWeek: mondayOf(londonDate(now)),
    }),
  );
}

/** Stops it: nothing of it is kept. @returns whether there was one */
export async function stopWeeklyEmail(database: Database, viewer: Viewer): Promise<boolean> {
  const { organisationKey } = viewer;
  if (organisationKey === null) return false;
  return withScope(database, viewer.scope, (transaction) =>
    deleteWeeklyEmail(transaction, viewer.person, organisationKey),
  );
}
