import { type Database, withScope } from '../../store/database.ts';
import { bindMember, readUnbound } from '../../store/members.ts';
import { type Doors, doorOf } from '../doors.ts';
import { organisationKey } from '../organisation.ts';
import { type Person, personKey } from '../person.ts';
import { namingAddress } from './email-address.ts';

/**
 * At sign-in: what waits in our tables for the person's address becomes theirs, and the address opens nothing by itself from then
 * on. Through DfE Sign-in and IDAMS only in organisations that the provider places them in; through the `oidc` door the operator's
 * own, and those whose people come through that door. An address that the provider says is not verified binds nothing.
 * @param database the viewer's login
 * @returns the organisations bound now
 */
export async function bindMemberships(database: Database, person: Person, doors: Doors): Promise<string[]> {
  const email = namingAddress(person.email);
  if (email === null || !person.emailVerified) return [];
  const key = personKey(person);
  return withScope(database, { urns: [], person: key, email }, async (transaction) => {
    const waiting = await readUnbound(transaction, email);
    const ours = waiting.filter((organisation) => comesThrough(person, organisation, doors));
    return bindMember(transaction, email, ours, { person: key, name: person.name });
  });
}

function comesThrough(person: Person, organisation: string, doors: Doors): boolean {
  if (organisation === 'operator') return person.door === 'oidc';
  const [prefix] = organisation.split(':');
  const kind = prefix === 'school' ? 'school' : prefix === 'trust' ? 'multi-academy-trust' : 'local-authority';
  if (doorOf(doors, kind) !== person.door) return false;
  return person.door === 'oidc' || person.organisations.some((each) => organisationKey(each) === organisation);
}
