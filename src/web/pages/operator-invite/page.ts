import { operates } from '../../../access/viewer.ts';
import { inviteSchools } from '../../../agreement/invite-schools.ts';
import { planInvitations } from '../../../agreement/plan-invitations.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { changePartsOf, readSince } from './change-parts-of.ts';
import { readCarried, readMany, readOne } from './read-lines.ts';
import { PATH, viewCheck, viewInvite, viewResult } from './view-model.ts';

const TEMPLATE = 'pages/operator-invite/page.njk';

/** Names one school to invite, or many. */
export const page: Page = {
  name: 'Invite schools',
  path: PATH,
  may: operates,
  async handle(context) {
    operatorOf(context);
    return { template: TEMPLATE, model: viewInvite() };
  },
};

/** Says what will be done with each line. Nothing is done yet, and nothing is kept: the page's own form carries it on. */
export const check: Page = {
  name: 'Check whom to invite',
  method: 'POST',
  path: `${PATH}/check`,
  may: operates,
  takesFile: true,
  async handle(context) {
    const { scope } = operatorOf(context);
    const { database, clock, form = {}, file = null } = context;
    const read = form['which'] === 'many' ? readMany(form, file) : readOne(form);
    if ('error' in read) return { template: TEMPLATE, model: viewInvite({ form, wrong: read }), status: 400 };
    const planned = await planInvitations(database, scope, read.asked);
    const model = viewCheck(planned, read.refused, clock.now());
    return { template: 'pages/operator-invite/check.njk', model };
  },
};

/** Invites them, and tells of each line what came of it. Sent anew, it sends nothing twice. */
export const send: Page = {
  name: 'Send invitations',
  method: 'POST',
  path: `${PATH}/send`,
  may: operates,
  takesFile: true,
  async handle(context) {
    const { person, name, scope } = operatorOf(context);
    const { database, clock, form = {}, requestId = null } = context;
    const asked = readCarried(form['lines'] ?? '');
    if (asked === null || asked.length === 0) throw new RequestRefused(400);
    const now = clock.now();
    const inviter = { person, name, requestId };
    const when = { since: readSince(form['since'], now), now };
    const results = await inviteSchools(database, scope, changePartsOf(context), asked, inviter, when);
    return { template: 'pages/operator-invite/result.njk', model: viewResult(results) };
  },
};
