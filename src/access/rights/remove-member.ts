import { appendEventWithin } from '../../audit/append-event.ts';
import { type Database, type Handle, withScope } from '../../store/database.ts';
import { deleteMember, lockMembers, type Member, readMembersOf } from '../../store/members.ts';
import { refuseOpenRequests } from '../../store/right-requests.ts';
import { deleteGrants } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import { emailAddress } from './email-address.ts';
import { isLast } from './is-last.ts';
import { RIGHT_NAMES } from './right-words.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';

export type MemberRemoved = {
  /** `last-approver`: only the operator may leave an organisation without one. `last-operator`: nobody may, here. */
  readonly outcome: 'removed' | 'not-found' | 'not-allowed' | 'last-approver' | 'last-operator';
};

/**
 * Removes a person from an organisation: the operator anywhere, an approver from their own organisation. Who belonged to it by
 * our tables alone (the `oidc` door) loses the rights held there, and what they asked for is refused; whom DfE Sign-in or IDAMS
 * places there loses the duty only.
 * @param database the viewer's login
 */
export async function removeMember(
  database: Database,
  viewer: Viewer,
  removed: { readonly organisation: string; readonly email: string },
  parts: RightsParts,
): Promise<MemberRemoved> {
  const { organisation } = removed;
  if (!decidesFor(viewer, organisation)) return { outcome: 'not-allowed' };
  const email = emailAddress(removed.email);
  if (email === null) return { outcome: 'not-found' };
  return withScope(database, viewer.scope, async (transaction) => {
    await lockMembers(transaction, organisation);
    const members = await readMembersOf(transaction, organisation);
    const member = members.find((each) => each.email === email);
    if (!member) return { outcome: 'not-found' };
    if (member.duty === 'operator' && isLast(members, member)) return { outcome: 'last-operator' };
    if (viewer.duty !== 'operator' && isLast(members, member)) return { outcome: 'last-approver' };
    await deleteMember(transaction, organisation, email);
    const rights = await endRights(transaction, viewer, member, parts.clock.now());
    const detail = { email, duty: member.duty, of: member.person, rights };
    await appendEventWithin(
      transaction,
      parts.auditKey,
      rightsEvent(viewer, parts, 'member-removed', organisation, detail),
    );
    return { outcome: 'removed' };
  });
}

/** @returns the rights that ended, with commas between */
async function endRights(
  transaction: Handle,
  viewer: Viewer,
  { person, organisation }: Member,
  at: Date,
): Promise<string> {
  if (!person?.startsWith('oidc:')) return '';
  const reason = 'No longer in this organisation';
  await refuseOpenRequests(transaction, person, organisation, { reason, at, by: viewer.person, byName: viewer.name });
  const grants = await deleteGrants(transaction, organisation, person, RIGHT_NAMES);
  return grants.map(({ right }) => right).join(', ');
}
