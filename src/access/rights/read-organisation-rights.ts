import { type Database, withScope } from '../../store/database.ts';
import { type RightRequest, readOpenRequests } from '../../store/right-requests.ts';
import { type Grant, type RightName, readGrants } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import type { RightsParts } from './rights-parts.ts';
import { type Waiting, waiting } from './waiting.ts';

/** Someone who holds rights in an organisation. */
export interface Holder {
  /** Door and key. */
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly rights: readonly { readonly right: RightName; readonly grantedAt: Date }[];
}

/** What waits in an organisation, oldest first, and who holds what there. */
export interface OrganisationRights {
  readonly requests: readonly (RightRequest & Waiting)[];
  readonly holders: readonly Holder[];
}

/**
 * What the approvers of an organisation decide about, for one of them or for the operator; null for everyone else.
 * @param database the viewer's login
 * @param organisation such as `school:900001`
 */
export async function readOrganisationRights(
  database: Database,
  viewer: Viewer,
  organisation: string,
  { clock, roles }: Pick<RightsParts, 'clock' | 'roles'>,
): Promise<OrganisationRights | null> {
  if (!decidesFor(viewer, organisation)) return null;
  return withScope(database, viewer.scope, async (transaction) => {
    const requests = await readOpenRequests(transaction, organisation);
    const grants = await readGrants(transaction, organisation);
    return {
      requests: requests.map((each) => ({ ...each, ...waiting(each.askedAt, clock.now(), roles.overdueDays) })),
      holders: [...Map.groupBy(grants, ({ person }) => person).values()].map(asHolder),
    };
  });
}

function asHolder(grants: readonly Grant[]): Holder {
  const { person, name, email } = grants[0]!;
  return { person, name, email, rights: grants.map(({ right, grantedAt }) => ({ right, grantedAt })) };
}
