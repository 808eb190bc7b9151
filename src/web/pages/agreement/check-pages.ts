import { agreesForSchool } from '../../../access/viewer.ts';
import { setConnection } from '../../../agreement/set-connection.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { AgreementAnswers, Page, PageContext, PageResult } from '../../page.ts';
import { redirectWith } from '../rights/take-notice.ts';
import { act, actingOf, readOwnAgreement, readSeen } from './acting-of.ts';
import { answersOf, isComplete, readJourney, wordingFor } from './journey.ts';
import { refuseAct } from './refuse-act.ts';
import { viewCheck } from './view-check.ts';

const PATH = '/agreement/check';

/** The answers, before they are sent. */
export const check: Page = {
  name: 'Check your answers',
  path: PATH,
  may: agreesForSchool,
  async handle(context) {
    const journey = await readJourney(context);
    // Going back after agreeing leads to what was agreed.
    if (journey === null) return { redirect: (await hasAgreed(context)) ? '/agreement/confirmation' : '/agreement' };
    const { agreement, answers, viewer } = journey;
    if (!isComplete(answers)) return missing(context);
    return {
      template: 'pages/agreement/check.njk',
      model: viewCheck(agreement.school, answers, viewer.name, agreement.kept.events),
    };
  },
};

/** Agrees. A second press finds it done, and leads to the same confirmation. */
export const agree: Page = {
  name: 'Agree and start sharing',
  method: 'POST',
  path: PATH,
  may: agreesForSchool,
  async handle(context) {
    const { urn } = actingOf(context);
    const seen = readSeen(context.form?.['seen']);
    const agreement = await readOwnAgreement(context);
    const wording = wordingFor(context, agreement);
    const answers = answersOf(context, urn, wording);
    if (!isComplete(answers)) return missing(context);
    const acted = await act(context, { act: 'agree', wording, seen });
    if (acted.outcome !== 'changed' && acted.outcome !== 'unchanged') return refuseAct(context, acted, seen);
    // What Wonde has already said of the school needs no word of ours.
    const { facts, source } = acted.kept;
    if (acted.outcome === 'changed' && (facts.state === 'agreed' || source !== 'wonde'))
      await connect(context, answers);
    return { redirect: '/agreement/confirmation' };
  },
};

/** What was answered about Wonde needs nothing more; a direct connection needs credentials, which are asked for next. */
async function connect(context: PageContext, { system }: AgreementAnswers): Promise<void> {
  if (system?.kind !== 'wonde') return;
  const { viewer, urn, acting, parts } = actingOf(context);
  const wanted = { kind: 'wonde', mis: system.mis } as const;
  await setConnection(context.database, viewer.scope, parts, acting, urn, wanted, context.clock.now());
}

async function hasAgreed(context: PageContext): Promise<boolean> {
  const { kept } = await readOwnAgreement(context);
  return isInForce(kept.facts.state) && kept.facts.wording !== null;
}

const missing = ({ memory }: PageContext): PageResult =>
  redirectWith(
    memory,
    'Some answers are missing, so nothing was agreed. Complete the tasks below.',
    '/agreement/tasks',
    false,
  );
