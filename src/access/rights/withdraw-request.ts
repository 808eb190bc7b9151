import { appendEventWithin } from '../../audit/append-event.ts';
import { type Database, withScope } from '../../store/database.ts';
import { closeRequest, readRequest } from '../../store/right-requests.ts';
import type { Viewer } from '../viewer.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';

/** `not-found`: there is no such request, or it is someone else's. */
export type Withdrawn = { readonly outcome: 'withdrawn' | 'already-decided' | 'not-found' };

/** Takes back a request of the viewer's own that nobody has decided yet. @param database the viewer's login */
export async function withdrawRequest(
  database: Database,
  viewer: Viewer,
  requestId: number,
  parts: RightsParts,
): Promise<Withdrawn> {
  return withScope(database, viewer.scope, async (transaction) => {
    const request = await readRequest(transaction, requestId);
    if (request?.person !== viewer.person) return { outcome: 'not-found' };
    const { person: by, name: byName } = viewer;
    const closed = { decision: 'withdrawn', reason: null, at: parts.clock.now(), by, byName } as const;
    if (!(await closeRequest(transaction, requestId, closed))) return { outcome: 'already-decided' };
    const { right, organisation } = request;
    const event = rightsEvent(viewer, parts, 'request-withdrawn', organisation, { right, request: requestId });
    await appendEventWithin(transaction, parts.auditKey, event);
    return { outcome: 'withdrawn' };
  });
}
