import { ofSchool } from '../../../access/viewer.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import type { Page } from '../../page.ts';
import { readFacts } from './read-facts.ts';
import { viewStanding } from './view-standing.ts';
import { viewClosed, viewMayNotShare, viewStart } from './view-start.ts';

/** A school's agreement: the way in for a school that does not share, and where it stands for one that does. */
export const page: Page = {
  name: 'Your school’s agreement',
  path: '/agreement',
  may: ofSchool,
  async handle(context) {
    const facts = await readFacts(context);
    const { school, kept } = facts.agreement;
    if (isInForce(kept.facts.state)) return { template: 'pages/agreement/standing.njk', model: viewStanding(facts) };
    if (kept.facts.state === 'closed') return { template: 'pages/agreement/message.njk', model: viewClosed(facts) };
    if (!school.mayShare) return { template: 'pages/agreement/message.njk', model: viewMayNotShare(facts) };
    return { template: 'pages/agreement/start.njk', model: viewStart(facts) };
  },
};
