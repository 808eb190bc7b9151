import { holdKeptAgreement } from '../store/agreements.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import { readInvitable, wasInvitedSince } from '../store/invitable.ts';
import type { ChangeParts } from './change-school.ts';
import { type Invited, type Inviter, inviteSchool } from './invite-school.ts';
import type { AskedSchool } from './parse-invitations.ts';

export type InvitedOnce = Invited | { readonly outcome: 'sent-already' };

/**
 * Invites one school after another, each in a transaction of its own, so that one that cannot be invited keeps none of the others back.
 * @param scope the operator's
 * @param since when the question was put, to which a press of the button answers: what was sent since is not sent again, so that a second
 *   press, or a page sent anew, does nothing
 */
export async function inviteSchools(
  database: Database,
  scope: Scope,
  parts: ChangeParts,
  asked: readonly AskedSchool[],
  inviter: Inviter,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<(AskedSchool & { readonly done: InvitedOnce })[]> {
  const results: (AskedSchool & { readonly done: InvitedOnce })[] = [];
  for (const each of asked) {
    const done = await withScope(database, scope, async (transaction): Promise<InvitedOnce> => {
      // Two presses at the same time: the second waits for the first.
      const known = (await readInvitable(transaction, [each.urn])).get(each.urn);
      if (known?.mayShare) await holdKeptAgreement(transaction, each.urn, now);
      if (await wasInvitedSince(transaction, each.urn, each.email, since)) return { outcome: 'sent-already' };
      return inviteSchool(transaction, parts, each, inviter, now);
    });
    results.push({ ...each, done });
  }
  return results;
}
