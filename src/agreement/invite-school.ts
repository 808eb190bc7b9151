import { appendEventWithin } from '../audit/append-event.ts';
import type { Impossible } from '../domain/agreement/agreement.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { Handle } from '../store/database.ts';
import { writeInvitation } from '../store/invitations.ts';
import { readAddresses } from '../store/mail.ts';
import { readSchools, type School } from '../store/school-lookups.ts';
import { type ChangeParts, changeSchool } from './change-school.ts';

/** Who invites: one of the operator's own staff, or the command line. */
export interface Inviter {
  readonly person: string | null;
  readonly name: string;
  readonly requestId: string | null;
}

export type Invited =
  | { readonly outcome: 'invited' | 'invited-again'; readonly school: School }
  | { readonly outcome: 'school-unknown' }
  | { readonly outcome: 'may-not-share'; readonly school: School }
  /** No address was given, and nobody decides for the school here. */
  | { readonly outcome: 'nobody-to-write-to'; readonly school: School }
  | { readonly outcome: 'impossible'; readonly why: Impossible; readonly school: School };

/**
 * Invites a school to share, by mail to an address or to those who decide for it here. Again to the same address sends the mail anew. A
 * school that has said no is not asked again.
 * @param transaction under the operator's scope, or the owner's
 */
export async function inviteSchool(
  transaction: Handle,
  parts: ChangeParts,
  { urn, email }: { readonly urn: number; readonly email: string | null },
  inviter: Inviter,
  now: Date,
): Promise<Invited> {
  const [school] = await readSchools(transaction, [urn]);
  if (!school) return { outcome: 'school-unknown' };
  if (!school.mayShare) return { outcome: 'may-not-share', school };
  const organisation = `school:${urn}`;
  const addresses = email === null ? await readAddresses(transaction, organisation, 'approver') : [email];
  if (addresses.length === 0) return { outcome: 'nobody-to-write-to', school };
  const by = { through: 'operator', person: inviter.person, name: inviter.name, organisation: 'operator' } as const;
  const changed = await changeSchool(transaction, parts, { urn, event: { kind: 'invite' }, by, now });
  if (changed.outcome === 'impossible') return { outcome: 'impossible', why: changed.why, school };
  let again = false;
  for (const address of addresses) {
    again = (await writeInvitation(transaction, urn, address, inviter.name, now)).again || again;
    const facts = { school: school.name, urn };
    await queueMail(
      transaction,
      { template: 'school-invited', facts, organisation, addressee: 'person', email: address },
      now,
    );
  }
  await appendEventWithin(transaction, parts.auditKey, {
    at: now,
    what: 'school-invited',
    person: inviter.person,
    name: inviter.name,
    organisation: 'operator',
    schoolUrn: urn,
    pupilId: null,
    outcome: 'done',
    detail: { addresses: addresses.length },
    requestId: inviter.requestId,
  });
  return { outcome: again ? 'invited-again' : 'invited', school };
}
