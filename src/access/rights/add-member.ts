import { appendEventWithin } from '../../audit/append-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { type Database, type Handle, withScope } from '../../store/database.ts';
import { type Duty, deleteMember, lockMembers, type Member, readMembersOf, writeMember } from '../../store/members.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import { namingAddress } from './email-address.ts';
import { findOrganisation } from './find-organisation.ts';
import { isLast } from './is-last.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';

export type MemberAdded = {
  /**
   * `changed`: they had another duty. `already`: nothing to do. `last-approver`, `last-operator`: the change would leave none.
   * `duty-unusable`: the organisation has no such duty.
   */
  readonly outcome:
    | 'added'
    | 'changed'
    | 'already'
    | 'not-allowed'
    | 'address-unusable'
    | 'duty-unusable'
    | 'organisation-unknown'
    | 'last-approver'
    | 'last-operator';
};

/**
 * Adds a person to an organisation by the address with which they sign in, or gives them another duty there: the operator
 * anywhere, an approver in their own organisation. The person gets a mail that says how to sign in.
 * @param database the viewer's login
 * @param added `organisation` such as `trust:2044` or `operator`; `email` as typed
 */
export async function addMember(
  database: Database,
  viewer: Viewer,
  added: { readonly organisation: string; readonly email: string; readonly duty: Duty },
  parts: RightsParts,
): Promise<MemberAdded> {
  const { organisation, duty } = added;
  if (!decidesFor(viewer, organisation)) return { outcome: 'not-allowed' };
  const email = namingAddress(added.email);
  if (email === null) return { outcome: 'address-unusable' };
  if (!DUTIES[organisation === 'operator' ? 'operator' : 'others'].includes(duty)) return { outcome: 'duty-unusable' };
  return withScope(database, viewer.scope, async (transaction) => {
    const name =
      organisation === 'operator' ? 'the operator' : (await findOrganisation(transaction, organisation))?.name;
    if (name === undefined) return { outcome: 'organisation-unknown' };
    await lockMembers(transaction, organisation);
    const members = await readMembersOf(transaction, organisation);
    const before = members.find((member) => member.email === email);
    if (before?.duty === duty) return { outcome: 'already' };
    if (before && before.duty === 'operator' && isLast(members, before)) return { outcome: 'last-operator' };
    if (before && viewer.duty !== 'operator' && isLast(members, before)) return { outcome: 'last-approver' };
    const now = parts.clock.now();
    await replace(transaction, before, { organisation, email, duty, addedAt: now, addedBy: viewer.person });
    await queueMail(
      transaction,
      {
        template: 'member-added',
        facts: { organisation: name, duty, by: viewer.name },
        organisation,
        addressee: 'person',
        email,
      },
      now,
    );
    const detail = { email, duty, before: before?.duty ?? null };
    await appendEventWithin(
      transaction,
      parts.auditKey,
      rightsEvent(viewer, parts, 'member-added', organisation, detail),
    );
    return { outcome: before ? 'changed' : 'added' };
  });
}

const DUTIES: Readonly<Record<'operator' | 'others', readonly Duty[]>> = {
  operator: ['operator', 'analyst'],
  others: ['member', 'approver'],
};

/** Another duty is a new row, since a duty is not changed in place; whom the address is bound to stays. */
async function replace(
  transaction: Handle,
  before: Member | undefined,
  row: Omit<Member, 'person' | 'name'>,
): Promise<void> {
  if (before) await deleteMember(transaction, before.organisation, before.email);
  await writeMember(transaction, { ...row, person: before?.person ?? null, name: before?.name ?? null });
}
