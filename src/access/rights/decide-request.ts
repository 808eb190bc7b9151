import { appendEventWithin } from '../../audit/append-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { type Database, type Handle, withScope } from '../../store/database.ts';
import { closeRequest, type RightRequest, readRequest } from '../../store/right-requests.ts';
import { writeGrant } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import { organisationName } from './find-organisation.ts';
import { rightWords } from './right-words.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';
import { typedReason } from './typed-reason.ts';

export type Decided =
  | { readonly outcome: 'decided'; readonly request: RightRequest }
  /** By another approver, or withdrawn: `request` says by whom and how, and nothing was changed. */
  | { readonly outcome: 'already-decided'; readonly request: RightRequest }
  /** There is no such request, or the viewer does not decide for its organisation: they are not told which. */
  | { readonly outcome: 'not-found' }
  /** A refusal needs one. */
  | { readonly outcome: 'reason-missing' }
  | { readonly outcome: 'reason-too-long' };

/**
 * Approves or refuses a request: an approver of its organisation (about themselves too, as DfE Sign-in lets them; the audit says
 * so), or the operator. Of two who decide at once, the first wins, and the other is told. The person asking gets a mail.
 * @param database the viewer's login
 * @param decision `reason` as typed; it may be empty when approving
 */
export async function decideRequest(
  database: Database,
  viewer: Viewer,
  requestId: number,
  decision: { readonly decision: 'approved' | 'refused'; readonly reason: string },
  parts: RightsParts,
): Promise<Decided> {
  return withScope(database, viewer.scope, async (transaction) => {
    const request = await readRequest(transaction, requestId);
    if (request === null || !decidesFor(viewer, request.organisation)) return { outcome: 'not-found' };
    if (request.decision !== null) return { outcome: 'already-decided', request };
    const reason = typedReason(decision.reason);
    if (reason === null) return { outcome: 'reason-too-long' };
    if (reason === '' && decision.decision === 'refused') return { outcome: 'reason-missing' };
    const at = parts.clock.now();
    const { person: by, name: byName } = viewer;
    const closed = { decision: decision.decision, reason: reason === '' ? null : reason, at, by, byName };
    const won = await closeRequest(transaction, requestId, closed);
    const now = (await readRequest(transaction, requestId))!;
    if (!won) return { outcome: 'already-decided', request: now };
    if (decision.decision === 'approved') await writeGrant(transaction, { ...request, grantedAt: at }, by);
    await tellAsker(transaction, now, parts, at);
    const event = rightsEvent(
      viewer,
      parts,
      decision.decision === 'approved' ? 'right-granted' : 'right-refused',
      request.organisation,
      {
        right: request.right,
        request: requestId,
        to: request.person,
        toName: request.name,
        self: request.person === viewer.person,
      },
    );
    await appendEventWithin(transaction, parts.auditKey, event);
    return { outcome: 'decided', request: now };
  });
}

async function tellAsker(
  transaction: Handle,
  { right, organisation, decision, decisionReason, decidedByName, email }: RightRequest,
  { roles }: RightsParts,
  now: Date,
): Promise<void> {
  const facts = {
    organisation: await organisationName(transaction, organisation),
    right: rightWords(right, roles.name),
    by: decidedByName ?? '',
  };
  const to = { organisation, addressee: 'person', email } as const;
  if (decision === 'approved') await queueMail(transaction, { template: 'right-granted', facts, ...to }, now);
  else
    await queueMail(
      transaction,
      { template: 'right-refused', facts: { ...facts, reason: decisionReason ?? '' }, ...to },
      now,
    );
}
