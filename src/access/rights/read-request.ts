import { type Database, withScope } from '../../store/database.ts';
import { type RightRequest, readRequest as readStored } from '../../store/right-requests.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import { organisationName } from './find-organisation.ts';
import type { RightsParts } from './rights-parts.ts';
import { type Waiting, waiting } from './waiting.ts';

/** One request, with the name of its organisation. */
export type ShownRequest = RightRequest & Waiting & { readonly organisationName: string };

/**
 * One request, for who decides it and for who asked; null when there is none, or the viewer is neither.
 * @param database the viewer's login
 */
export async function readRequest(
  database: Database,
  viewer: Viewer,
  requestId: number,
  { clock, roles }: Pick<RightsParts, 'clock' | 'roles'>,
): Promise<ShownRequest | null> {
  return withScope(database, viewer.scope, async (transaction) => {
    const request = await readStored(transaction, requestId);
    if (request === null || !(request.person === viewer.person || decidesFor(viewer, request.organisation)))
      return null;
    const name = await organisationName(transaction, request.organisation);
    return { ...request, ...waiting(request.askedAt, clock.now(), roles.overdueDays), organisationName: name };
  });
}
