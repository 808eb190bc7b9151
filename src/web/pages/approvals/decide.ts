import { decideRequest } from '../../../access/rights/decide-request.ts';
import { decidesFor } from '../../../access/rights/decides-for.ts';
import { readRequest, type ShownRequest } from '../../../access/rights/read-request.ts';
import { rightWords } from '../../../access/rights/right-words.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { readRequestId } from '../rights/read-request-id.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { redirectWith } from '../rights/take-notice.ts';
import { type RefusedDecision, type RequestFacts, viewRequest } from './view-request.ts';

/** Of the approvers' page or the operator's: what stands round a request. */
export type Around = (request: ShownRequest) => Promise<Pick<RequestFacts, 'address' | 'back' | 'advice'>>;

const TEMPLATE = 'pages/approvals/request.njk';

/** Shows the request that the address names. One that the viewer does not decide is answered like one that does not exist. */
export async function showRequest(context: PageContext, viewer: Viewer, around: Around): Promise<PageResult> {
  const request = await findRequest(context, viewer);
  return { template: TEMPLATE, model: viewRequest(await factsOf(context, viewer, request, around)) };
}

/** Takes the decision that the form holds. @param context its form: `decision`, `reason` */
export async function decideAsked(context: PageContext, viewer: Viewer, around: Around): Promise<PageResult> {
  const { database, form = {}, memory } = context;
  const { decision = '', reason = '' } = form;
  const request = await findRequest(context, viewer);
  const facts = await factsOf(context, viewer, request, around);
  const refuse = (error: RefusedDecision['error']): PageResult => ({
    template: TEMPLATE,
    model: viewRequest(facts, { decision, reason, error }),
    status: 400,
  });
  if (request.decision !== null) return { template: TEMPLATE, model: viewRequest(facts), status: 409 };
  if (decision !== 'approved' && decision !== 'refused')
    return refuse({ field: 'decision', text: 'Select whether you approve or refuse' });
  const decided = await decideRequest(
    database,
    viewer,
    request.requestId,
    { decision, reason },
    rightsPartsOf(context),
  );
  switch (decided.outcome) {
    case 'decided': {
      const right = rightWords(request.right, facts.roleName);
      const notice =
        decision === 'approved'
          ? `You have approved: ${request.name} now has “${right}” in ${request.organisationName}, and is told by e-mail.`
          : `You have refused “${right}” to ${request.name}, who is told by e-mail.`;
      return redirectWith(memory, notice, facts.back.href);
    }
    // Someone else was first: the page says who, and what they decided.
    case 'already-decided':
      return {
        template: TEMPLATE,
        model: viewRequest({ ...facts, request: { ...request, ...decided.request } }),
        status: 409,
      };
    case 'not-found':
      throw new RequestRefused(404);
    case 'reason-missing':
      return refuse({ field: 'reason', text: 'Enter a reason for refusing' });
    case 'reason-too-long':
      return refuse({ field: 'reason', text: 'Your reason must be 1,000 characters or fewer' });
  }
}

async function findRequest(context: PageContext, viewer: Viewer): Promise<ShownRequest> {
  const requestId = readRequestId(context.params['requestId']);
  const request = await readRequest(context.database, viewer, requestId, rightsPartsOf(context));
  // Whoever asked may read their own request elsewhere; here only who decides it.
  if (request === null || !decidesFor(viewer, request.organisation)) throw new RequestRefused(404);
  return request;
}

async function factsOf(
  context: PageContext,
  viewer: Viewer,
  request: ShownRequest,
  around: Around,
): Promise<RequestFacts> {
  return { request, roleName: rightsPartsOf(context).roles.name, person: viewer.person, ...(await around(request)) };
}
