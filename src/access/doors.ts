import type { Organisation, OrganisationKind } from './organisation.ts';
import type { Door } from './person.ts';

/** The groups of organisations that a door is chosen for. */
export type DoorGroup = 'schools' | 'trusts' | 'authorities';

/** Through which door people of each group come; `none`: nobody of that group signs in. */
export type Doors = Readonly<Record<DoorGroup, Door | 'none'>>;

/**
 * Where the role is kept for people who come through a door: `api`, DfE Sign-in's Public API; `claims`, what IDAMS signed;
 * `local`, our own tables. Through the `oidc` door it is always kept here.
 */
export type RolePlaces = Readonly<{ 'dfe-sign-in': 'api' | 'local'; idams: 'claims' | 'local' }>;

const GROUPS: Readonly<Record<OrganisationKind, DoorGroup>> = {
  school: 'schools',
  'multi-academy-trust': 'trusts',
  'single-academy-trust': 'trusts',
  'local-authority': 'authorities',
};

/** The group that an organisation belongs to; null for kinds that can be given nothing. */
export const groupOf = (kind: Organisation['kind']): DoorGroup | null =>
  (GROUPS as Partial<Record<Organisation['kind'], DoorGroup>>)[kind] ?? null;

export const doorOf = (doors: Doors, kind: OrganisationKind): Door | 'none' => doors[GROUPS[kind]];

/** The doors that are in use, in the order in which people are offered them. `oidc` is, besides, the operator's own. */
export function doorsInUse(doors: Doors, hasOwnIssuer: boolean): Door[] {
  const used = new Set<string>(Object.values(doors));
  if (hasOwnIssuer) used.add('oidc');
  return (['dfe-sign-in', 'idams', 'oidc'] as const).filter((door) => used.has(door));
}
