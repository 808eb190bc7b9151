import { type Database, withScope } from '../../store/database.ts';
import { readNamedOrganisations } from '../../store/members.ts';
import { readStrandedRequests, type StrandedRequest } from '../../store/right-requests.ts';
import { operates, type Viewer } from '../viewer.ts';
import { askedBefore } from './overdue.ts';
import type { RightsParts } from './rights-parts.ts';
import { type Waiting, waiting } from './waiting.ts';

/** A request that nobody of its organisation decides, or has decided in time. */
export type OperatorRequest = StrandedRequest & Waiting & { readonly organisationName: string };

/**
 * Requests that wait in organisations without an approver, and overdue ones of all others, oldest first, for the operator; null
 * for everyone else.
 * @param database the viewer's login
 */
export async function readOperatorRequests(
  database: Database,
  viewer: Viewer,
  { clock, roles }: Pick<RightsParts, 'clock' | 'roles'>,
): Promise<readonly OperatorRequest[] | null> {
  if (!operates(viewer, {})) return null;
  const now = clock.now();
  return withScope(database, viewer.scope, async (transaction) => {
    const requests = await readStrandedRequests(transaction, askedBefore(now, roles.overdueDays));
    const named = await readNamedOrganisations(transaction, [...new Set(requests.map((each) => each.organisation))]);
    return requests.map((each) => ({
      ...each,
      ...waiting(each.askedAt, now, roles.overdueDays),
      organisationName: named.get(each.organisation)?.name ?? each.organisation,
    }));
  });
}
