import { askForRight } from '../../../access/rights/ask-for-right.ts';
import { readDeciders } from '../../../access/rights/read-deciders.ts';
import { readOwnGrants } from '../../../access/rights/read-own-grants.ts';
import { type OwnRights, readOwnRights } from '../../../access/rights/read-own-rights.ts';
import { isRightName, rightWords } from '../../../access/rights/right-words.ts';
import { takeRight } from '../../../access/rights/take-right.ts';
import { withdrawRequest } from '../../../access/rights/withdraw-request.ts';
import { belongs } from '../../../access/viewer.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { readRequestId } from './read-request-id.ts';
import { rightsPartsOf } from './rights-parts-of.ts';
import { redirectWith, takeNotice } from './take-notice.ts';
import { type RefusedAsk, viewRights } from './view-model.ts';
import { OPERATORS } from './waiting-words.ts';

const PATH = '/rights';

/** One's own rights in the organisation acted for, and asking for them. */
export const page: Page = { name: 'Your rights', path: PATH, may: belongs, handle: (context) => show(context) };

/** Asks for a right. */
export const ask: Page = {
  name: 'Ask for a right',
  method: 'POST',
  path: '/rights/ask',
  may: belongs,
  async handle(context) {
    const { database, form = {}, memory } = context;
    const { right = '', reason = '' } = form;
    const parts = rightsPartsOf(context);
    const viewer = viewerOf(context);
    if (!isRightName(right)) throw new RequestRefused(400);
    const name = rightWords(right, parts.roles.name);
    if (right !== 'view' && reason.trim() === '')
      return show(context, { right, reason, error: `Enter why you need “${name}”` });
    const asked = await askForRight(database, viewer, { right, reason }, parts);
    switch (asked.outcome) {
      case 'asked': {
        const told =
          (await readDeciders(database, viewer)).length > 0
            ? 'Those who decide in your organisation'
            : capital(OPERATORS);
        return redirectWith(
          memory,
          `You have asked for “${name}”. ${told} are told by e-mail, and so are you when it is decided.`,
          PATH,
        );
      }
      case 'already-asked':
        return redirectWith(
          memory,
          `You have asked for “${name}” already. Your first request still waits.`,
          PATH,
          false,
        );
      case 'held':
        return redirectWith(memory, `You have “${name}” already.`, PATH, false);
      case 'reason-too-long':
        return show(context, { right, reason, error: 'Your reason must be 1,000 characters or fewer' });
      case 'not-allowed':
        throw new RequestRefused(asked.why === 'no-organisation' ? 404 : 400);
    }
  },
};

/** Takes back a request of one's own, in the organisation acted for. */
export const withdraw: Page = {
  name: 'Withdraw a request',
  method: 'POST',
  path: '/rights/withdraw',
  may: belongs,
  async handle(context) {
    const requestId = readRequestId(context.form?.['requestId']);
    const { requests } = await readOwn(context);
    if (!requests.some((each) => each.requestId === requestId)) throw new RequestRefused(404);
    const done = await withdrawRequest(context.database, viewerOf(context), requestId, rightsPartsOf(context));
    if (done.outcome === 'not-found') throw new RequestRefused(404);
    const notice =
      done.outcome === 'withdrawn'
        ? 'You have withdrawn your request.'
        : 'Your request was decided before you withdrew it.';
    return redirectWith(context.memory, notice, PATH, done.outcome === 'withdrawn');
  },
};

/** Gives up a right of one's own, in the organisation acted for. */
export const giveUp: Page = {
  name: 'Give up a right',
  method: 'POST',
  path: '/rights/give-up',
  may: belongs,
  async handle(context) {
    const { database, form = {}, memory } = context;
    const viewer = viewerOf(context);
    const parts = rightsPartsOf(context);
    const { rights } = await readOwn(context);
    const one = rights.find((each) => each.right === form['right']);
    // Where DfE Sign-in or IDAMS says who holds the role, nothing of ours is it, and the other rights must not go with it.
    if (!one || one.cannotAsk === 'kept-elsewhere' || viewer.organisationKey === null) throw new RequestRefused(400);
    const taken = { organisation: viewer.organisationKey, person: viewer.person, right: one.right };
    const { outcome } = await takeRight(database, viewer, taken, parts);
    const name = rightWords(one.right, parts.roles.name);
    const notice = outcome === 'taken' ? `You have given up “${name}”.` : `You did not have “${name}” any more.`;
    return redirectWith(memory, notice, PATH, outcome === 'taken');
  },
};

/** One's own rights in the organisation acted for. Whose organisation can be given nothing has none, to see or to change (404). */
async function readOwn(context: PageContext): Promise<OwnRights> {
  const own = await readOwnRights(context.database, viewerOf(context), rightsPartsOf(context));
  if (own === null || own.rights.some(({ cannotAsk }) => cannotAsk === 'no-organisation'))
    throw new RequestRefused(404);
  return own;
}

async function show(context: PageContext, refused: RefusedAsk | null = null): Promise<PageResult> {
  const { database, memory, installation } = context;
  const viewer = viewerOf(context);
  const own = await readOwn(context);
  const facts = {
    viewer,
    roles: { ...context.roles!, operatorContact: installation?.operatorContact ?? null },
    own,
    since: await readOwnGrants(database, viewer),
    deciders: await readDeciders(database, viewer),
    notice: takeNotice(memory),
  };
  return { template: 'pages/rights/page.njk', model: viewRights(facts, refused), status: refused ? 400 : 200 };
}

function viewerOf({ viewer }: PageContext) {
  if (viewer === null) throw new RequestRefused(404);
  return viewer;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
