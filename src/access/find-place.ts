import type { Clock } from '../domain/clock.ts';
import { type CheckedRole, type Entitlements, isFresh } from './entitlements.ts';
import { type Organisation, organisationKey } from './organisation.ts';
import type { Person } from './person.ts';

/**
 * Whether DfE Sign-in still places a person in the organisation that it named at sign-in, which could be hours ago: its Public API
 * is asked like about the role, every few minutes and before a download.
 * @returns null when nobody can be asked: through the other doors it is looked up at each request, or was signed
 */
export async function findPlace(
  { clock, entitlements }: { clock: Clock; entitlements: Entitlements },
  asked: { person: Person; organisation: Organisation; known: CheckedRole | null; recheck: boolean },
): Promise<CheckedRole | null> {
  const { person, known, recheck } = asked;
  if (person.door !== 'dfe-sign-in' || entitlements.api === null) return null;
  const organisation = organisationKey(asked.organisation) ?? '';
  const at = clock.now().getTime();
  if (!recheck && isFresh(known, organisation, at, entitlements.minutes)) return known;
  const all = await entitlements.api.organisationsOf(person.subject);
  if (all === null) return { organisation, answer: 'unknown', at };
  const placed = all.some((each) => organisationKey(each) === organisation);
  return { organisation, answer: placed ? 'yes' : 'no', at };
}
