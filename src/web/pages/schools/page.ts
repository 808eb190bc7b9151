import { seesSchools } from '../../../access/viewer.ts';
import { readSchoolsList } from '../../../reports/schools-list/report.ts';
import { viewSchoolsList } from '../../../reports/schools-list/view-model.ts';
import type { Page } from '../../page.ts';

/** The schools that the viewer sees: a trust's or an authority's, or the one of a school. */
export const page: Page = {
  name: 'Schools',
  path: '/schools',
  may: seesSchools,
  records: 'report-view',
  async handle({ viewer, database, clock }) {
    const facts = await readSchoolsList(database, viewer?.scope ?? { urns: [] }, clock.now());
    const model = viewSchoolsList(facts, viewer?.organisation?.name ?? 'your organisation');
    return { template: 'pages/schools/page.njk', model };
  },
};
