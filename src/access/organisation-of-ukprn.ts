import type { Database } from '../store/database.ts';
import { readNamedOrganisations } from '../store/members.ts';
import { organisationsOfUkprn } from '../store/ukprns.ts';
import type { IdamsPerson } from './idams/idams.ts';
import type { Organisation } from './organisation.ts';
import { toOrganisation } from './organisations-of-member.ts';
import type { Person } from './person.ts';

/** The person that IDAMS named. It says nothing of an authority's code or a trust's UID: the organisation is known by UKPRN. */
export function personOfIdams({ subject, name, email, ukprn, roles }: IdamsPerson): Person {
  return { door: 'idams', subject, name, email, emailVerified: true, organisations: [], ukprn, roles };
}

/** The organisation that a UKPRN means: by the operator's table, else by the list of schools and trusts. */
export async function organisationOfUkprn(database: Database, ukprn: string): Promise<Organisation> {
  const key = await organisationsOfUkprn(database, ukprn);
  const named = key === null ? undefined : (await readNamedOrganisations(database, [key])).get(key);
  return named ? toOrganisation(named) : { kind: 'unknown', name: `The organisation with UKPRN ${ukprn}` };
}
