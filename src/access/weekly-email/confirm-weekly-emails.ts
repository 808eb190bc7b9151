import { type Database, withScope } from '../../store/database.ts';
import { confirmWeeklyEmails } from '../../store/weekly-emails.ts';
import type { Entitlements } from '../entitlements.ts';
import { placeOf } from '../entitlements.ts';
import { organisationKey } from '../organisation.ts';
import { type Person, personKey } from '../person.ts';

/**
 * Puts down for the weekly e-mail that somebody has just signed in, for the organisations that sign-in named. Where only sign-in says
 * who holds the role, it must have said so.
 * @param person as they signed in, with all their organisations
 */
export async function confirmSignIn(
  database: Database,
  person: Person,
  { places, idamsRoleCodes }: Pick<Entitlements, 'places' | 'idamsRoleCodes'>,
  now: Date,
): Promise<void> {
  const isClaimed = placeOf(places, person.door) === 'claims';
  if (isClaimed && !person.roles.some((role) => idamsRoleCodes.includes(role))) return;
  const organisations = person.organisations.map(organisationKey).filter((key) => key !== null);
  if (organisations.length === 0) return;
  const key = personKey(person);
  await withScope(database, { urns: [], person: key }, (transaction) =>
    confirmWeeklyEmails(transaction, key, organisations, now),
  );
}
