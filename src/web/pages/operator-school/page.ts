import { emailAddress } from '../../../access/rights/email-address.ts';
import { operates } from '../../../access/viewer.ts';
import { actForSchool, type SchoolAct } from '../../../agreement/act-for-school.ts';
import { inviteSchools } from '../../../agreement/invite-schools.ts';
import { whyNotInvited } from '../../../agreement/plan-invitations.ts';
import {
  type OperatorSchool,
  readAgreedWordings,
  readOperatorSchool,
} from '../../../agreement/read-operator-school.ts';
import { IMPOSSIBLE_WORDS } from '../../../domain/agreement/in-words.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { changePartsOf, readSince } from '../operator-invite/change-parts-of.ts';
import { redirectWith, takeNotice } from '../rights/take-notice.ts';
import { findActs } from './acts.ts';
import { askToChange, askToInvite, type Question, viewQuestion } from './view-confirmation.ts';
import { type RefusedAddress, rootOf, viewOperatorSchool } from './view-model.ts';
import { LONGEST_REASON, viewRefusal } from './view-refusal.ts';
import { viewWordings } from './view-wordings.ts';

const ROOT = '/operator/schools/:urn';

/** One school: where it stands, its whole history, its invitations, and what the operator may do. */
export const page: Page = {
  name: 'A school’s agreement (operator)',
  path: ROOT,
  may: operates,
  handle: async (context) => show(context, await schoolOf(context)),
};

/** The exact words that were agreed to. */
export const wording: Page = {
  name: 'What was agreed to (operator)',
  path: `${ROOT}/wording`,
  may: operates,
  async handle(context) {
    const { school } = await schoolOf(context);
    const wordings = await readAgreedWordings(context.database, operatorOf(context).scope, school.urn);
    return { template: 'pages/operator-school/wording.njk', model: viewWordings(school, wordings) };
  },
};

/** Invites the school by an address, or sends an invitation again, once it was asked again whether to. */
export const invite: Page = {
  name: 'Invite a school by an address (operator)',
  method: 'POST',
  path: `${ROOT}/invite`,
  may: operates,
  async handle(context) {
    const viewer = operatorOf(context);
    const { database, clock, form = {}, memory, requestId = null } = context;
    const facts = await schoolOf(context);
    const { urn } = facts.school;
    const typed = form['email'] ?? '';
    const email = form['approvers'] === 'yes' ? null : emailAddress(typed);
    if (email === null && form['approvers'] !== 'yes')
      return show(context, facts, {
        email: typed,
        error: 'Enter an e-mail address in the correct format, like name@example.com',
      });
    const now = clock.now();
    if (form['confirmed'] !== 'yes') return ask(facts, askToInvite(facts.school, email, String(now.getTime())));
    const inviter = { person: viewer.person, name: viewer.name, requestId };
    const asked = [{ line: 1, urn, email }];
    const when = { since: readSince(form['since'], now), now };
    const [result] = await inviteSchools(database, viewer.scope, changePartsOf(context), asked, inviter, when);
    const { done } = result!;
    const whom = email ?? 'those who decide for the school here';
    if (done.outcome === 'sent-already')
      return redirectWith(
        memory,
        `The invitation to ${whom} was sent already. Nothing was sent again.`,
        rootOf(urn),
        false,
      );
    const why = whyNotInvited(done);
    return why === null
      ? redirectWith(memory, `An invitation goes to ${whom}.`, rootOf(urn))
      : redirectWith(memory, `Nothing was sent, since ${why}.`, rootOf(urn), false);
  },
};

/** Pauses or resumes, once it was asked again whether to. */
export const act: Page = {
  name: 'Pause or resume a school (operator)',
  method: 'POST',
  path: `${ROOT}/act`,
  may: operates,
  async handle(context) {
    const { form = {} } = context;
    const facts = await schoolOf(context);
    const wanted = form['act'];
    if (wanted !== 'pause' && wanted !== 'resume') throw new RequestRefused(400);
    if (form['confirmed'] !== 'yes') return ask(facts, askToChange(facts.school, wanted, form['seen'] ?? ''));
    return doAct(context, { urn: facts.school.urn, act: wanted }, DONE[wanted]);
  },
};

/** Asks for the reason, and says what will happen, before an opt out or a refusal is recorded. */
export const askRefusal: Page = {
  name: 'Record an opt out (operator)',
  path: `${ROOT}/opt-out`,
  may: operates,
  handle: async (context) => showRefusal(context, await schoolOf(context)),
};

/** Records that the school has opted out, or has said no, on its own word. */
export const refuse: Page = {
  name: 'Record an opt out (operator)',
  method: 'POST',
  path: `${ROOT}/opt-out`,
  may: operates,
  async handle(context) {
    const facts = await schoolOf(context);
    const { refusal } = findActs(facts);
    const typed = context.form?.['reason'] ?? '';
    // A second press finds it done.
    if (refusal === null) return redirectWith(context.memory, ALREADY, rootOf(facts.school.urn), false);
    const reason = typed
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    if (reason === '') return showRefusal(context, facts, typed, 'Enter who told you, when and how');
    if ([...reason].length > LONGEST_REASON)
      return showRefusal(context, facts, typed, `The reason must be ${LONGEST_REASON} characters or fewer`);
    return doAct(context, { urn: facts.school.urn, act: refusal, reason }, DONE[refusal]);
  },
};

const DONE = {
  pause: 'Sharing is paused.',
  resume: 'Sharing is resumed.',
  'opt-out': 'The opt out is recorded. Nothing more is asked of the school’s MIS.',
  decline: 'It is recorded that the school says no. It is not asked again.',
} as const;
const ALREADY = 'It was so already. Nothing was changed.';

async function doAct(context: PageContext, wanted: SchoolAct, done: string): Promise<PageResult> {
  const { person, name, email, scope } = operatorOf(context);
  const { database, clock, form = {}, memory, requestId = null } = context;
  // What no page of ours sends counts as having seen nothing.
  const seen = /^\d{1,9}$/.test(form['seen'] ?? '') ? Number(form['seen']) : -1;
  const acting = { person, name, email, organisation: 'operator', requestId };
  const parts = changePartsOf(context);
  const acted = await actForSchool(database, scope, parts, acting, { ...wanted, seen }, clock.now());
  const back = rootOf(wanted.urn);
  switch (acted.outcome) {
    case 'changed':
      return redirectWith(memory, done, back);
    case 'unchanged':
      return redirectWith(memory, ALREADY, back, false);
    case 'overtaken':
      return redirectWith(
        memory,
        'Something has happened to the agreement meanwhile, so nothing was done. See where the school stands now.',
        back,
        false,
      );
    case 'impossible':
      return redirectWith(memory, `Nothing was done, since ${IMPOSSIBLE_WORDS[acted.why]}.`, back, false);
    case 'not-eligible':
      throw new RequestRefused(404);
  }
}

async function schoolOf(context: PageContext): Promise<OperatorSchool> {
  const urn = Number(context.params['urn']);
  const facts = await readOperatorSchool(context.database, operatorOf(context).scope, urn);
  if (!facts) throw new RequestRefused(404);
  return facts;
}

function show(context: PageContext, facts: OperatorSchool, refused: RefusedAddress | null = null): PageResult {
  const model = viewOperatorSchool(facts, { now: context.clock.now(), notice: takeNotice(context.memory), refused });
  return { template: 'pages/operator-school/page.njk', model, status: refused ? 400 : 200 };
}

function showRefusal(
  context: PageContext,
  facts: OperatorSchool,
  reason = '',
  error: string | null = null,
): PageResult {
  const { keepDays } = changePartsOf(context);
  const refused = error === null ? null : { reason, error };
  const model = viewRefusal(facts, { keepDays, now: context.clock.now(), refused });
  return { template: 'pages/operator-school/refuse.njk', model, status: refused ? 400 : 200 };
}

const ask = ({ school }: OperatorSchool, question: Question): PageResult => ({
  template: 'pages/operator-school/confirm.njk',
  model: viewQuestion(school, question),
});
