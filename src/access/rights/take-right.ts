import { appendEventWithin } from '../../audit/append-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { type Database, withScope } from '../../store/database.ts';
import { deleteGrants, type RightName } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { decidesFor } from './decides-for.ts';
import { organisationName } from './find-organisation.ts';
import { RIGHT_NAMES, rightWords } from './right-words.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';

export type Taken =
  | { readonly outcome: 'taken'; readonly rights: readonly RightName[] }
  | { readonly outcome: 'not-held' }
  | { readonly outcome: 'not-allowed' };

/**
 * Takes a right away, with effect at the person's next request: an approver of the organisation, the operator, or the person
 * giving it up. Whoever loses the role loses the other rights of that organisation with it. They get a mail.
 * @param database the viewer's login
 * @param taken the organisation (`school:900001`), whose right (door and key), and which
 */
export async function takeRight(
  database: Database,
  viewer: Viewer,
  taken: { readonly organisation: string; readonly person: string; readonly right: RightName },
  parts: RightsParts,
): Promise<Taken> {
  const { organisation, person, right } = taken;
  const self = person === viewer.person;
  if (!self && !decidesFor(viewer, organisation)) return { outcome: 'not-allowed' };
  return withScope(database, viewer.scope, async (transaction) => {
    const grants = await deleteGrants(transaction, organisation, person, right === 'view' ? RIGHT_NAMES : [right]);
    const [first] = grants;
    if (first === undefined) return { outcome: 'not-held' };
    const rights = RIGHT_NAMES.filter((each) => grants.some((grant) => grant.right === each));
    const now = parts.clock.now();
    const facts = {
      organisation: await organisationName(transaction, organisation),
      right: rights.map((each) => rightWords(each, parts.roles.name)).join(', '),
      by: viewer.name,
    };
    const { email, name } = first;
    await queueMail(transaction, { template: 'right-taken', facts, organisation, addressee: 'person', email }, now);
    const detail = { rights: rights.join(', '), of: person, ofName: name, self };
    await appendEventWithin(
      transaction,
      parts.auditKey,
      rightsEvent(viewer, parts, 'right-taken', organisation, detail),
    );
    return { outcome: 'taken', rights };
  });
}
