import { readNamedOrganisations } from '../../store/members.ts';
import type { WeeklyEmail, WeeklyEmailEnd } from '../../store/weekly-emails.ts';
import { type Entitlements, placeOf } from '../entitlements.ts';
import { findViewer, type ViewerParts } from '../find-viewer.ts';
import type { Organisation } from '../organisation.ts';
import { toOrganisation } from '../organisations-of-member.ts';
import { DOORS, type Door, type Person } from '../person.ts';
import type { Viewer } from '../viewer.ts';

/** What is found out about somebody who is to get the weekly e-mail. */
export type Recipient =
  | { readonly found: 'viewer'; readonly viewer: Viewer }
  /** They may, and there is nothing to see: no school of the organisation shares just now. */
  | { readonly found: 'nothing' }
  /** Nobody could say just now whether they still hold the role. */
  | { readonly found: 'unknown' }
  | { readonly found: 'ended'; readonly because: WeeklyEmailEnd };

/**
 * Who a recipient is at this moment, and what they may see, by the same rules as when they look at a page. Where only sign-in says who
 * belongs to the organisation or holds the role, what it said last holds for so many days.
 */
export async function findRecipient(parts: ViewerParts, row: WeeklyEmail, confirmedDays: number): Promise<Recipient> {
  const door = DOORS.find((each) => row.person.startsWith(`${each}:`));
  if (door === undefined) return { found: 'ended', because: 'role-lost' };
  const age = parts.clock.now().getTime() - row.confirmedAt.getTime();
  if (isKnownFromSignIn(door, parts.entitlements) && age > confirmedDays * 86_400_000)
    return { found: 'ended', because: 'not-confirmed' };
  const named = (await readNamedOrganisations(parts.database, [row.organisation])).get(row.organisation);
  if (!named) return { found: 'ended', because: 'role-lost' };
  const person = personOf(door, row, toOrganisation(named), parts.entitlements);
  const signedIn = { person, chosen: row.organisation, checked: null };
  const { viewer } = await findViewer(parts, signedIn, true);
  switch (viewer.standing.reason) {
    case 'sees-schools':
      return { found: 'viewer', viewer };
    case 'not-agreed':
    case 'no-school-shares':
      return { found: 'nothing' };
    case 'cannot-check':
      return { found: 'unknown' };
    default:
      return { found: 'ended', because: 'role-lost' };
  }
}

/** Whether what somebody may see is known from their last sign-in alone, in whole or in part, and cannot be asked for. */
export const isKnownFromSignIn = (door: Door, { api }: Pick<Entitlements, 'api'>): boolean =>
  door === 'idams' || (door === 'dfe-sign-in' && api === null);

/** The person as at their last sign-in, with the one organisation. The role that IDAMS signed then is taken as signed. */
function personOf(door: Door, row: WeeklyEmail, organisation: Organisation, entitlements: Entitlements): Person {
  const { providerOrganisation: providerId } = row;
  const hasId = providerId !== null && organisation.kind !== 'other' && organisation.kind !== 'unknown';
  return {
    door,
    subject: row.person.slice(door.length + 1),
    name: row.name,
    email: row.email,
    emailVerified: true,
    organisations: [hasId && organisation.kind !== 'operator' ? { ...organisation, providerId } : organisation],
    roles: placeOf(entitlements.places, door) === 'claims' ? entitlements.idamsRoleCodes.slice(0, 1) : [],
  };
}
