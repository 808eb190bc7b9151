import type { Database } from '../store/database.ts';
import { readNamedOrganisations } from '../store/members.ts';
import { organisationsOfUkprn } from '../store/ukprns.ts';
import type { IdamsPerson } from './idams/idams.ts';
import type { Organisation } from './organisation.ts';
import { toOrganisation } from './organisations-of-member.ts';
import type { Person } from './person.ts';

/**
 * The person that IDAMS named, with the organisation that their UKPRN means: by the operator's table, else by the list of schools
 * and trusts. IDAMS says nothing of an authority's code or a trust's UID.
 */
export async function organisationOfUkprn(database: Database, found: IdamsPerson): Promise<Person> {
  const { subject, name, email, ukprn, roles } = found;
  const organisations = ukprn === null ? [] : [await findOrganisation(database, ukprn)];
  return { door: 'idams', subject, name, email, emailVerified: true, organisations, roles };
}

async function findOrganisation(database: Database, ukprn: string): Promise<Organisation> {
  const key = await organisationsOfUkprn(database, ukprn);
  const named = key === null ? undefined : (await readNamedOrganisations(database, [key])).get(key);
  return named ? toOrganisation(named) : { kind: 'unknown', name: `The organisation with UKPRN ${ukprn}` };
}
