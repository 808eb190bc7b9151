import { appendEventWithin } from '../../audit/append-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { type Database, withScope } from '../../store/database.ts';
import { hasApprover } from '../../store/members.ts';
import { readLastRequest, writeRequest } from '../../store/right-requests.ts';
import { type RightName, readRights } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { type CannotAsk, cannotAsk } from './can-ask.ts';
import { requestFacts } from './request-facts.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';
import { typedReason } from './typed-reason.ts';

export type Asked =
  | { readonly outcome: 'asked'; readonly requestId: number }
  /** The same waits already: nothing was added, and nobody gets another mail. */
  | { readonly outcome: 'already-asked'; readonly requestId: number }
  | { readonly outcome: 'held' }
  | { readonly outcome: 'not-allowed'; readonly why: CannotAsk }
  /** Longer than 1,000 characters. */
  | { readonly outcome: 'reason-too-long' };

/**
 * Asks for a right in the organisation that the viewer acts for. Its approvers get a mail; when it has none, the operator does.
 * @param database the viewer's login
 * @param asked `reason` as typed; it may be empty
 */
export async function askForRight(
  database: Database,
  viewer: Viewer,
  asked: { readonly right: RightName; readonly reason: string },
  parts: RightsParts,
): Promise<Asked> {
  const { right } = asked;
  const why = cannotAsk(viewer, right, parts.roles.places);
  const { person, name, email, organisation, organisationKey } = viewer;
  if (why !== null || organisation === null || organisationKey === null)
    return { outcome: 'not-allowed', why: why ?? 'no-organisation' };
  const reason = typedReason(asked.reason);
  if (reason === null) return { outcome: 'reason-too-long' };
  return withScope(database, viewer.scope, async (transaction) => {
    if ((await readRights(transaction, person, organisationKey)).has(right)) return { outcome: 'held' };
    const askedAt = parts.clock.now();
    const request = { organisation: organisationKey, person, right, name, email, reason, askedAt };
    const requestId = await writeRequest(transaction, request);
    if (requestId === null) {
      const open = await readLastRequest(transaction, person, organisationKey, right);
      return { outcome: 'already-asked', requestId: open!.requestId };
    }
    const facts = requestFacts({ ...request, requestId }, organisation.name, parts.roles);
    if (await hasApprover(transaction, organisationKey))
      await queueMail(
        transaction,
        { template: 'right-asked', facts, organisation: organisationKey, addressee: 'approvers' },
        askedAt,
      );
    else
      await queueMail(
        transaction,
        { template: 'right-asked-operator', facts, organisation: organisationKey, addressee: 'operators' },
        askedAt,
      );
    const event = rightsEvent(viewer, parts, 'right-asked', organisationKey, { right, request: requestId });
    await appendEventWithin(transaction, parts.auditKey, event);
    return { outcome: 'asked', requestId };
  });
}
