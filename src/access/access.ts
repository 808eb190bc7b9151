import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { DfePublicApi } from './dfe-public-api.ts';
import { type Doors, doorsInUse, type RolePlaces } from './doors.ts';
import type { ViewerParts } from './find-viewer.ts';
import type { Idams } from './idams/idams.ts';
import type { Oidc } from './oidc.ts';
import { type Organisation, organisationKey } from './organisation.ts';
import { organisationsOf } from './organisations-of.ts';
import { DOORS, type Door, type Person } from './person.ts';
import { bindMemberships } from './rights/bind-memberships.ts';
import { confirmSignIn } from './weekly-email/confirm-weekly-emails.ts';

/** Everything that the pages need to let people in: the doors in use, and how a viewer is found. */
export interface Access {
  readonly oidc: Readonly<Partial<Record<'dfe-sign-in' | 'oidc', Oidc>>>;
  readonly idams: Idams | null;
  readonly doors: readonly Door[];
  readonly viewers: ViewerParts;
  /** Completes a person who has just proved who they are. */
  welcome(person: Person): Promise<Person>;
  /** Origins that a form of ours may end up at: signing out goes to the provider. */
  origins(): readonly string[];
}

export interface AccessParts {
  /** The viewer's login. */
  readonly database: Database;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly places: RolePlaces;
  readonly dfe: Oidc | null;
  readonly api: DfePublicApi | null;
  readonly own: Oidc | null;
  readonly idams: Idams | null;
  readonly idamsRoleCodes: readonly string[];
  readonly roleCheckMinutes: number;
}

/** Puts the doors together. A door that `doors` does not use is not opened, even when it is set up; the own issuer always is. */
export function createAccess(parts: AccessParts): Access {
  const { database, clock, dfe, api, own, idams } = parts;
  const used = doorsInUse(parts.doors, own !== null);
  const open = <T>(door: Door, provider: T | null): T | null => (used.includes(door) ? provider : null);
  const [dfeDoor, idamsDoor] = [open('dfe-sign-in', dfe), open('idams', idams)];
  const oidc = { ...(dfeDoor && { 'dfe-sign-in': dfeDoor }), ...(own && { oidc: own }) };
  return {
    oidc,
    idams: idamsDoor,
    doors: DOORS.filter((door) => (door === 'idams' ? idamsDoor !== null : oidc[door] !== undefined)),
    viewers: {
      database,
      clock,
      doors: parts.doors,
      entitlements: {
        places: parts.places,
        api,
        idamsRoleCodes: parts.idamsRoleCodes,
        minutes: parts.roleCheckMinutes,
      },
    },
    welcome: async (proved) => {
      const person = proved.door === 'dfe-sign-in' && api ? await addOrganisations(api, proved) : proved;
      const whole = { ...person, organisations: await organisationsOf(database, person) };
      await bindMemberships(database, whole, parts.doors);
      await confirmSignIn(database, whole, parts, clock.now());
      return person;
    },
    origins: () => [...new Set([dfeDoor, own, idamsDoor].flatMap((door) => door?.origins ?? []))],
  };
}

/** DfE Sign-in names one organisation in its claims; the others of the same person come from its Public API, if it answers. */
async function addOrganisations(api: DfePublicApi, person: Person): Promise<Person> {
  const all = await api.organisationsOf(person.subject);
  if (all === null) return person;
  const known = new Set(person.organisations.map(sameness));
  return { ...person, organisations: [...person.organisations, ...all.filter((each) => !known.has(sameness(each)))] };
}

const sameness = (organisation: Organisation): string => organisationKey(organisation) ?? organisation.name;
