import { readMembers } from '../../../access/rights/read-members.ts';
import { readOperatorRequests } from '../../../access/rights/read-operator-requests.ts';
import type { ShownRequest } from '../../../access/rights/read-request.ts';
import { operates } from '../../../access/viewer.ts';
import type { Page, PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { type Around, decideAsked, showRequest } from '../approvals/decide.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { takeNotice } from '../rights/take-notice.ts';
import { eitherOf } from '../rights/waiting-words.ts';
import { operatorOf } from './operator-of.ts';
import { viewOperator } from './view-model.ts';

const PATH = '/operator';

/** Requests of organisations without an approver, and overdue ones of all. */
export const page: Page = {
  name: 'Requests that need the operator',
  path: PATH,
  may: operates,
  async handle(context) {
    const parts = rightsPartsOf(context);
    const requests = await readOperatorRequests(context.database, operatorOf(context), parts);
    if (requests === null) throw new RequestRefused(404);
    const model = viewOperator(requests, parts.roles.name, takeNotice(context.memory));
    return { template: 'pages/operator/page.njk', model };
  },
};

/** One request, of any organisation. */
export const request: Page = {
  name: 'Request (operator)',
  path: '/operator/requests/:requestId',
  may: operates,
  handle: (context) => showRequest(context, operatorOf(context), around(context)),
};

/** Approves or refuses a request, of any organisation. */
export const decide: Page = {
  name: 'Decide a request (operator)',
  method: 'POST',
  path: '/operator/requests/:requestId',
  may: operates,
  handle: (context) => decideAsked(context, operatorOf(context), around(context)),
};

const around =
  (context: PageContext): Around =>
  async ({ requestId, organisation, organisationName }: ShownRequest) => {
    const members = await readMembers(context.database, operatorOf(context), organisation);
    const deciders = (members ?? []).filter(({ duty }) => duty === 'approver').map(({ name, email }) => name ?? email);
    const who =
      deciders.length === 0
        ? `Nobody decides requests of ${organisationName}.`
        : `Requests of ${organisationName} are decided by ${eitherOf(deciders)}.`;
    return {
      address: `${PATH}/requests/${requestId}`,
      back: { href: PATH, text: 'Back to requests' },
      advice: [
        {
          text: `${who} Before you approve, ask the organisation, by a telephone number or an address that you found yourself, whether this person works there and needs this.`,
        },
        {
          text: `People and approvers of ${organisationName}`,
          href: `/operator/members?organisation=${encodeURIComponent(organisation)}`,
        },
      ],
    };
  };
