import { type Database, withScope } from '../../store/database.ts';
import { countMembers, type Member, readMembersOf, readNamedOrganisations } from '../../store/members.ts';
import { operates, type Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';

export type { Duty, Member } from '../../store/members.ts';

/**
 * The people of an organisation, approvers first, for its approver or the operator; null for everyone else.
 * @param database the viewer's login
 * @param organisation such as `school:900001`, or `operator`
 */
export async function readMembers(
  database: Database,
  viewer: Viewer,
  organisation: string,
): Promise<readonly Member[] | null> {
  if (!decidesFor(viewer, organisation)) return null;
  return withScope(database, viewer.scope, (transaction) => readMembersOf(transaction, organisation));
}

/** An organisation that has people, and how many. */
export interface PeopledOrganisation {
  readonly organisation: string;
  readonly name: string;
  readonly members: number;
  /** Of those; of the operator's staff: the operators. */
  readonly approvers: number;
}

/** Every organisation that has people, in order of name, for the operator; null for everyone else. @param database the viewer's login */
export async function readPeopledOrganisations(
  database: Database,
  viewer: Viewer,
): Promise<readonly PeopledOrganisation[] | null> {
  if (!operates(viewer, {})) return null;
  return withScope(database, viewer.scope, async (transaction) => {
    const counts = await countMembers(transaction);
    const names = await readNamedOrganisations(
      transaction,
      counts.map(({ organisation }) => organisation),
    );
    const named = counts.map((each) => ({
      ...each,
      name: nameOf(each.organisation, names.get(each.organisation)?.name),
    }));
    return named.sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.organisation < b.organisation ? -1 : 1));
  });
}

const nameOf = (organisation: string, name: string | undefined): string =>
  organisation === 'operator' ? 'The operator' : (name ?? organisation);
