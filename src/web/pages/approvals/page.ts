import { approverWord } from '../../../access/approver-word.ts';
import { readMembers } from '../../../access/rights/read-members.ts';
import { readOrganisationRights } from '../../../access/rights/read-organisation-rights.ts';
import { approves, type Viewer } from '../../../access/viewer.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { takeNotice } from '../rights/take-notice.ts';
import { addAsked, removeAsked, takeAsked } from './change-people.ts';
import { type Around, decideAsked, showRequest } from './decide.ts';
import { viewApprovals } from './view-model.ts';
import type { Place, RefusedPerson } from './view-people.ts';

const PATH = '/approvals';

/** What waits in the organisation acted for, who holds what there, and who belongs to it. */
export const page: Page = {
  name: 'Requests and people',
  path: PATH,
  may: approves,
  handle: (context) => show(context),
};

/** One request. */
export const request: Page = {
  name: 'Request',
  path: '/approvals/:requestId',
  may: approves,
  handle: (context) => showRequest(context, approverOf(context), around),
};

/** Approves or refuses a request. */
export const decide: Page = {
  name: 'Decide a request',
  method: 'POST',
  path: '/approvals/:requestId',
  may: approves,
  handle: (context) => decideAsked(context, approverOf(context), around),
};

/** Takes a right away from someone of the organisation. */
export const take: Page = {
  name: 'Take a right away',
  method: 'POST',
  path: '/approvals/take',
  may: approves,
  handle: (context) => takeAsked(context, approverOf(context), placeOfViewer(approverOf(context))),
};

/** Adds a person to the organisation. */
export const addPerson: Page = {
  name: 'Add a person',
  method: 'POST',
  path: '/approvals/members',
  may: approves,
  handle(context) {
    const viewer = approverOf(context);
    return addAsked(context, viewer, placeOfViewer(viewer), (refused) => show(context, refused));
  },
};

/** Removes a person from the organisation. */
export const removePerson: Page = {
  name: 'Remove a person',
  method: 'POST',
  path: '/approvals/members/remove',
  may: approves,
  handle(context) {
    const viewer = approverOf(context);
    return removeAsked(context, viewer, placeOfViewer(viewer), (refused) => show(context, refused));
  },
};

async function show(context: PageContext, refused: RefusedPerson | null = null): Promise<PageResult> {
  const { database, memory } = context;
  const viewer = approverOf(context);
  const parts = rightsPartsOf(context);
  const place = placeOfViewer(viewer);
  const rights = await readOrganisationRights(database, viewer, place.organisation, parts);
  const members = await readMembers(database, viewer, place.organisation);
  if (rights === null || members === null) throw new RequestRefused(404);
  const facts = { place, door: viewer.door, roles: parts.roles, rights, members, notice: takeNotice(memory) };
  return { template: 'pages/approvals/page.njk', model: viewApprovals(facts, refused), status: refused ? 400 : 200 };
}

const around: Around = async ({ requestId }) => ({
  address: `${PATH}/${requestId}`,
  back: { href: PATH, text: 'Back to requests and people' },
  advice: [],
});

/** The predicate is asked again here, so that neither wall stands alone. */
function approverOf({ viewer }: PageContext): Viewer & { readonly organisationKey: string } {
  if (viewer === null || !approves(viewer, {}) || viewer.organisationKey === null) throw new RequestRefused(404);
  return { ...viewer, organisationKey: viewer.organisationKey };
}

function placeOfViewer({ organisationKey, organisation, door }: ReturnType<typeof approverOf>): Place {
  return {
    organisation: organisationKey,
    name: organisation?.name ?? organisationKey,
    word: approverWord(door),
    // Elsewhere the provider says who belongs to the organisation, and a row of ours would say nothing.
    duties: door === 'oidc' ? ['member', 'approver'] : ['approver'],
    mayEmpty: false,
    paths: { take: `${PATH}/take`, add: `${PATH}/members`, remove: `${PATH}/members/remove`, back: PATH },
  };
}
