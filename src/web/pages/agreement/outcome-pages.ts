import { ofSchool } from '../../../access/viewer.ts';
import { findAgreeing, findEnding } from '../../../agreement/find-agreeing.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { Page } from '../../page.ts';
import { ofSchoolOf, readOwnAgreement } from './acting-of.ts';
import { readFacts } from './read-facts.ts';
import { standOf } from './stand-of.ts';
import { viewConfirmation, viewRecord, viewWithdrawn } from './view-agreed.ts';

/** After agreeing. It is made of what is kept, so it is the same however often it is opened, and gone once the school stops. */
export const confirmation: Page = {
  name: 'Your school has agreed',
  path: '/agreement/confirmation',
  may: ofSchool,
  async handle(context) {
    const { viewer } = ofSchoolOf(context);
    const facts = await readFacts(context);
    const { agreement } = facts;
    const agreeing = findAgreeing(agreement.school.urn, agreement.history);
    const { state, wording } = agreement.kept.facts;
    if (agreeing === null || !isInForce(state) || wording === null) return { redirect: '/agreement' };
    const answers = context.memory?.agreement;
    const chosen = answers?.urn === agreement.school.urn ? answers.system?.kind : undefined;
    const told = {
      contact: context.installation?.operatorContact ?? null,
      wantsDirect: chosen === 'direct' && agreement.connection?.kind !== 'direct',
    };
    return {
      template: 'pages/agreement/confirmation.njk',
      model: viewConfirmation(agreement, agreeing, standOf(facts), viewer, told),
    };
  },
};

/** What was agreed to, also after it has ended. */
export const record: Page = {
  name: 'What your school agreed to',
  path: '/agreement/record',
  may: ofSchool,
  async handle(context) {
    const agreement = await readOwnAgreement(context);
    const { urn } = agreement.school;
    const agreeing = findAgreeing(urn, agreement.history);
    if (agreeing === null) return { redirect: '/agreement' };
    return {
      template: 'pages/agreement/record.njk',
      model: viewRecord(agreement, agreeing, findEnding(urn, agreement.history)),
    };
  },
};

/** After stopping. */
export const withdrawn: Page = {
  name: 'Sharing has stopped',
  path: '/agreement/withdrawn',
  may: ofSchool,
  async handle(context) {
    const agreement = await readOwnAgreement(context);
    const ending = findEnding(agreement.school.urn, agreement.history);
    if (ending === null || agreement.kept.facts.state !== 'opted-out') return { redirect: '/agreement' };
    return {
      template: 'pages/agreement/withdrawn.njk',
      model: viewWithdrawn(agreement, ending, context.clock.now(), context.installation?.operatorContact ?? null),
    };
  },
};
