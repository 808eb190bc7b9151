import { agreesForSchool } from '../../../access/viewer.ts';
import type { Act } from '../../../agreement/act-for-school.ts';
import type { SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import { type AgreementState, isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { Page } from '../../page.ts';
import { redirectWith } from '../rights/take-notice.ts';
import { act, readOwnAgreement, readSeen } from './acting-of.ts';
import { refuseAct } from './refuse-act.ts';
import { ASKED, viewAsked } from './view-asked.ts';

type Asked = keyof typeof ASKED & Act;

/** In which states each is asked about; in others there is nothing to ask. */
const WHEN: Readonly<Record<Asked, (state: AgreementState) => boolean>> = {
  pause: (state) => isInForce(state) && state !== 'paused',
  resume: (state) => state === 'paused',
  decline: (state) => state === 'not-asked' || state === 'invited',
};

/** The page that asks once more, and the one that does it. */
function pages(asked: Asked, name: string): readonly [Page, Page] {
  const path = `/agreement/${asked}`;
  const page: Page = {
    name,
    path,
    may: agreesForSchool,
    async handle(context) {
      const agreement = await readOwnAgreement(context);
      if (!WHEN[asked](agreement.kept.facts.state)) return { redirect: '/agreement' };
      return {
        template: 'pages/agreement/asked.njk',
        model: viewAsked(asked, nameOf(agreement), agreement.kept.events),
      };
    },
  };
  const done: Page = {
    name: `${name}, done`,
    method: 'POST',
    path,
    may: agreesForSchool,
    async handle(context) {
      const seen = readSeen(context.form?.['seen']);
      // Who pauses or declines wants less to be done, whatever has happened meanwhile; who resumes must know of it.
      const acted = await act(context, { act: asked, ...(asked === 'resume' && { seen }) });
      if (acted.outcome !== 'changed' && acted.outcome !== 'unchanged') return refuseAct(context, acted, seen);
      if (asked === 'decline' && context.memory) delete context.memory.agreement;
      return redirectWith(context.memory, ASKED[asked].done, '/agreement');
    },
  };
  return [page, done];
}

const nameOf = ({ school }: SchoolAgreement) => school.name;

export const [askPause, pause] = pages('pause', 'Pause sharing');
export const [askResume, resume] = pages('resume', 'Resume sharing');
export const [askDecline, decline] = pages('decline', 'We do not want to share');
