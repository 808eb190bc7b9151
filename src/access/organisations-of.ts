import { type Database, withScope } from '../store/database.ts';
import { readMemberships } from '../store/members.ts';
import type { Organisation } from './organisation.ts';
import { organisationOfUkprn } from './organisation-of-ukprn.ts';
import { organisationsOfMember } from './organisations-of-member.ts';
import { type Person, personKey } from './person.ts';

/**
 * The organisations that a person can act for at this moment: through DfE Sign-in those that it named at sign-in, through IDAMS the
 * one that the UKPRN means now, through the operator's own issuer those of our tables now.
 */
export async function organisationsOf(database: Database, person: Person): Promise<readonly Organisation[]> {
  if (person.door === 'idams' && person.ukprn) return [await organisationOfUkprn(database, person.ukprn)];
  if (person.door !== 'oidc') return person.organisations;
  const key = personKey(person);
  const memberships = await withScope(database, { urns: [], person: key }, (transaction) =>
    readMemberships(transaction, key),
  );
  return organisationsOfMember(database, memberships);
}
