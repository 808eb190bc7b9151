import type { Database } from '../store/database.ts';
import { type Duty, type NamedOrganisation, readNamedOrganisations } from '../store/members.ts';
import type { Organisation } from './organisation.ts';

/** The organisation of a name in our tables, as a person acts for it. */
export function toOrganisation({ key, kind, name }: NamedOrganisation): Organisation {
  const id = key.slice(key.indexOf(':') + 1);
  if (kind === 'school') return { kind, urn: Number(id), name };
  if (kind === 'local-authority') return { kind, laCode: id, name };
  return { kind, uid: id, name };
}

/**
 * The organisations that our own tables bind a person to. The operator's own comes first, so that its staff begin there; one
 * that no list has any more is left out.
 */
export async function organisationsOfMember(
  database: Database,
  memberships: readonly { readonly organisation: string; readonly duty: Duty }[],
): Promise<Organisation[]> {
  const staff = memberships.flatMap(({ duty }): Organisation[] =>
    duty === 'operator' || duty === 'analyst' ? [{ kind: 'operator', duty, name: STAFF[duty] }] : [],
  );
  const keys = memberships.map(({ organisation }) => organisation).filter((key) => key !== 'operator');
  const named = keys.length === 0 ? new Map() : await readNamedOrganisations(database, keys);
  return [...staff, ...keys.flatMap((key) => (named.has(key) ? [toOrganisation(named.get(key)!)] : []))];
}

const STAFF = { operator: 'Operator of this service', analyst: 'Analyst of this service' } as const;
