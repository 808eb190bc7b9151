import type { Clock } from '../domain/clock.ts';
import type { RightName } from '../store/tables.ts';
import type { RolePlaces } from './doors.ts';
import { type Organisation, organisationKey } from './organisation.ts';
import type { Person } from './person.ts';

/** Whether a person holds the role. `unknown`: it could not be found out, which means no access, a page that explains, and a retry. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Who is asked about the role, where it is not kept in our own tables. */
export interface Entitlements {
  readonly places: RolePlaces;
  /** DfE Sign-in's Public API; null when it is not used. */
  readonly api: {
    holdsRole(userId: string, organisationId: string): Promise<Answer>;
    organisationsOf(userId: string): Promise<readonly Organisation[] | null>;
  } | null;
  /** Role codes in what IDAMS signs, any of which is the role. */
  readonly idamsRoleCodes: readonly string[];
  /** Minutes after which the Public API is asked again. */
  readonly minutes: number;
}

/** What was found out about the role (or about belonging there), for which organisation, and when. */
export interface CheckedRole {
  readonly organisation: string;
  readonly answer: Answer;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Whether the person holds the role for the organisation. Our own tables and what was signed are read each time; the Public API
 * is asked when its last answer is some minutes old, was not a yes, or a fresh one is wanted.
 */
export async function findRole(
  { clock, entitlements }: { clock: Clock; entitlements: Entitlements },
  asked: {
    person: Person;
    organisation: Organisation;
    rights: ReadonlySet<RightName>;
    known: CheckedRole | null;
    recheck: boolean;
  },
): Promise<CheckedRole> {
  const { person, organisation, rights, known, recheck } = asked;
  const at = clock.now().getTime();
  const key = organisationKey(organisation) ?? '';
  const found = (answer: Answer): CheckedRole => ({ organisation: key, answer, at });
  switch (placeOf(entitlements.places, person.door)) {
    case 'local':
      return found(rights.has('view') ? 'yes' : 'no');
    case 'claims':
      return found(person.roles.some((role) => entitlements.idamsRoleCodes.includes(role)) ? 'yes' : 'no');
    case 'api': {
      if (!recheck && isFresh(known, key, at, entitlements.minutes)) return known;
      const id = 'providerId' in organisation ? organisation.providerId : undefined;
      if (!entitlements.api || id === undefined) return found('unknown');
      return found(await entitlements.api.holdsRole(person.subject, id));
    }
  }
}

/** A yes about this organisation that is not too old to be taken again. Anything else than a yes is asked anew each time. */
export const isFresh = (
  known: CheckedRole | null,
  organisation: string,
  at: number,
  minutes: number,
): known is CheckedRole =>
  known?.organisation === organisation && known.answer === 'yes' && at - known.at < minutes * 60_000;

/** Where the role of people who come through a door is kept. */
export const placeOf = (places: RolePlaces, door: Person['door']): 'local' | 'claims' | 'api' =>
  door === 'oidc' ? 'local' : places[door];
