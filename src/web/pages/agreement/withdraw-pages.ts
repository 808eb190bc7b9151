import { agreesForSchool } from '../../../access/viewer.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { act, actingOf, readOwnAgreement } from './acting-of.ts';
import { refuseAct } from './refuse-act.ts';
import { LONGEST_REASON, viewWithdraw } from './view-withdraw.ts';

const PATH = '/agreement/withdraw';

/** What stopping means, before the button. */
export const askWithdraw: Page = {
  name: 'Stop sharing',
  path: PATH,
  may: agreesForSchool,
  handle: (context) => show(context),
};

/** Stops, at once. It is never refused because something else has happened meanwhile: whoever wants to stop, stops. */
export const withdraw: Page = {
  name: 'Stop sharing now',
  method: 'POST',
  path: PATH,
  may: agreesForSchool,
  async handle(context) {
    const reason = (context.form?.['reason'] ?? '').trim();
    if (reason.length > LONGEST_REASON) return show(context, reason);
    const acted = await act(context, { act: 'opt-out', ...(reason !== '' && { reason }) });
    if (acted.outcome !== 'changed' && acted.outcome !== 'unchanged') return refuseAct(context, acted, null);
    // Whoever comes back begins anew.
    if (context.memory) delete context.memory.agreement;
    return { redirect: acted.kept.facts.state === 'opted-out' ? '/agreement/withdrawn' : '/agreement' };
  },
};

async function show(context: PageContext, tooLong: string | null = null): Promise<PageResult> {
  const { parts } = actingOf(context);
  const { school, kept } = await readOwnAgreement(context);
  if (!isInForce(kept.facts.state)) return { redirect: '/agreement' };
  return {
    template: 'pages/agreement/withdraw.njk',
    model: viewWithdraw(school.name, parts.keepDays, context.clock.now(), tooLong),
    status: tooLong === null ? 200 : 400,
  };
}
