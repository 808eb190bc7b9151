import type { Handle } from '../../store/database.ts';
import { type NamedOrganisation, readNamedOrganisations } from '../../store/members.ts';

export type { NamedOrganisation };

/** The organisation of a name such as `trust:2044` in the lists of schools, trusts and authorities; null when none has it. */
export async function findOrganisation(handle: Handle, key: string): Promise<NamedOrganisation | null> {
  return (await readNamedOrganisations(handle, [key])).get(key) ?? null;
}

/** The organisation's name, or the name in our tables while no list has it. */
export async function organisationName(handle: Handle, key: string): Promise<string> {
  return key === 'operator' ? 'the operator' : ((await findOrganisation(handle, key))?.name ?? key);
}
