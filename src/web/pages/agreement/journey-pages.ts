import { agreesForSchool } from '../../../access/viewer.ts';
import { digestWording } from '../../../agreement/digest-wording.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { takeNotice } from '../rights/take-notice.ts';
import { readWordingBlocks } from './agreement-wording.ts';
import { type Journey, keepAnswer, mayDeclare, NOTHING_TO_AGREE, readJourney } from './journey.ts';
import { nearestMis, readSystem } from './read-system.ts';
import { viewItems, viewOrganisation } from './view-confirmed.ts';
import { viewDeclaration, viewPrivacy } from './view-declaration.ts';
import { viewSystem } from './view-system.ts';
import { viewTasks } from './view-tasks.ts';

/** A page of the way to an agreement: who has nothing to agree to goes to where the school stands. */
function step(
  name: string,
  path: string,
  handle: (context: PageContext, journey: Journey) => PageResult,
  method: 'GET' | 'POST' = 'GET',
): Page {
  return {
    name,
    path,
    method,
    may: agreesForSchool,
    handle: async (context) => {
      const journey = await readJourney(context);
      return journey === null ? NOTHING_TO_AGREE : handle(context, journey);
    },
  };
}

export const tasks = step('Agree to share', '/agreement/tasks', ({ memory }, { agreement, answers }) => ({
  template: 'pages/agreement/tasks.njk',
  model: viewTasks(agreement.school.name, answers, isInForce(agreement.kept.facts.state), takeNotice(memory)),
}));

export const organisation = step('Organisation details', '/agreement/organisation', (_, { agreement }) => ({
  template: 'pages/agreement/confirmed.njk',
  model: viewOrganisation(agreement.school),
}));
export const confirmOrganisation = step(
  'Confirm the organisation',
  '/agreement/organisation',
  (context, journey) => keepAnswer(context, journey, { organisation: true }),
  'POST',
);

export const items = step('Data items', '/agreement/items', (context, { agreement }) => ({
  template: 'pages/agreement/confirmed.njk',
  model: viewItems(agreement.school, context.installation?.refreshDays ?? 7),
}));
export const confirmItems = step(
  'Confirm the items',
  '/agreement/items',
  (context, journey) => keepAnswer(context, journey, { items: true }),
  'POST',
);

const PRIVACY_TEMPLATE = 'pages/agreement/declaration.njk';
export const privacy = step('Privacy notice', '/agreement/privacy', ({ installation }, { agreement, answers }) => ({
  template: PRIVACY_TEMPLATE,
  model: viewPrivacy(agreement.school, installation?.operatorName ?? null, answers.privacy === true),
}));
export const confirmPrivacy = step(
  'Confirm the privacy notice',
  '/agreement/privacy',
  (context, journey) => {
    if (context.form?.['confirmed'] === 'yes') return keepAnswer(context, journey, { privacy: true });
    const operator = context.installation?.operatorName ?? null;
    return {
      template: PRIVACY_TEMPLATE,
      model: viewPrivacy(journey.agreement.school, operator, false, true),
      status: 400,
    };
  },
  'POST',
);

export const system = step('Your MIS', '/agreement/system', (_, { agreement, answers }) => ({
  template: 'pages/agreement/system.njk',
  model: viewSystem(agreement.school, answers.system ?? { mis: nearestMis(agreement.kept.facts.mis) }),
}));
export const chooseSystem = step(
  'Choose the MIS',
  '/agreement/system',
  (context, journey) => {
    const read = readSystem(context.form ?? {});
    if ('system' in read) return keepAnswer(context, journey, { system: read.system });
    return {
      template: 'pages/agreement/system.njk',
      model: viewSystem(journey.agreement.school, read.typed, read.errors),
      status: 400,
    };
  },
  'POST',
);

const notYet = { redirect: '/agreement/tasks' } as const;
export const declaration = step('Declaration', '/agreement/declaration', (_, { agreement, answers, wording }) =>
  mayDeclare(answers)
    ? {
        template: 'pages/agreement/declaration.njk',
        model: viewDeclaration(agreement.school, readWordingBlocks(wording), answers.declared !== undefined),
      }
    : notYet,
);
export const declare = step(
  'Declare',
  '/agreement/declaration',
  (context, journey) => {
    const { agreement, answers, wording } = journey;
    if (!mayDeclare(answers)) return notYet;
    if (context.form?.['confirmed'] === 'yes')
      return keepAnswer(context, journey, { declared: digestWording(wording) });
    const model = viewDeclaration(agreement.school, readWordingBlocks(wording), false, true);
    return { template: 'pages/agreement/declaration.njk', model, status: 400 };
  },
  'POST',
);
