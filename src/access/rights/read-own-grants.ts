import { type Database, withScope } from '../../store/database.ts';
import { type RightName, readGrants } from '../../store/rights.ts';
import { belongs, type Viewer } from '../viewer.ts';

/**
 * Since when the viewer holds what our own tables give them in the organisation acted for.
 * @param database the viewer's login
 */
export async function readOwnGrants(database: Database, viewer: Viewer): Promise<ReadonlyMap<RightName, Date>> {
  const { organisationKey, person } = viewer;
  if (organisationKey === null || !belongs(viewer, {})) return new Map();
  const grants = await withScope(database, viewer.scope, (transaction) => readGrants(transaction, organisationKey));
  return new Map(grants.filter((grant) => grant.person === person).map(({ right, grantedAt }) => [right, grantedAt]));
}
