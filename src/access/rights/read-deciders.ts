import { type Database, withScope } from '../../store/database.ts';
import { readMembersOf } from '../../store/members.ts';
import { belongs, type Viewer } from '../viewer.ts';

/**
 * Who decides requests of the organisation that the viewer acts for: their names, or their addresses while they have not signed
 * in; empty when nobody does, and the operator decides.
 * @param database the viewer's login
 */
export async function readDeciders(database: Database, viewer: Viewer): Promise<readonly string[]> {
  const { organisationKey } = viewer;
  if (organisationKey === null || !belongs(viewer, {})) return [];
  const members = await withScope(database, viewer.scope, (transaction) => readMembersOf(transaction, organisationKey));
  return members.filter(({ duty }) => duty === 'approver').map(({ name, email }) => name ?? email);
}
