import { seesSchool } from '../../../access/viewer.ts';
import { readDataReceived } from '../../../reports/data-received/report.ts';
import { viewDataReceived } from '../../../reports/data-received/view-model.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** What was collected from a school, and what is wrong with it. */
export const page: Page = {
  name: 'Data received',
  path: '/schools/:urn/data-received',
  may: seesSchool,
  records: 'report-view',
  async handle({ viewer, database, clock, params, installation }) {
    const facts = viewer && (await readDataReceived(database, viewer.scope, Number(params['urn']), clock.now()));
    if (!facts) throw new RequestRefused(404);
    return { template: 'pages/data-received/page.njk', model: viewDataReceived(facts, installation?.collectAt ?? []) };
  },
};
