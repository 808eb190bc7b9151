import { type Database, withScope } from '../../store/database.ts';
import { type FoundOrganisation, findOrganisations } from '../../store/find-organisations.ts';
import { operates, type Viewer } from '../viewer.ts';

export type { FoundOrganisation };

/**
 * Organisations by number or by words of their name, for the operator, who names people and UKPRNs; null for everyone else.
 * @param database the viewer's login
 * @param text as typed
 */
export async function searchOrganisations(
  database: Database,
  viewer: Viewer,
  text: string,
  limit: number,
): Promise<readonly FoundOrganisation[] | null> {
  if (!operates(viewer, {})) return null;
  return withScope(database, viewer.scope, (transaction) => findOrganisations(transaction, text, limit));
}
