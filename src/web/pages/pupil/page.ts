import { seesSchool } from '../../../access/viewer.ts';
import { readPupilReport } from '../../../reports/pupil/report.ts';
import { viewPupil } from '../../../reports/pupil/view-model.ts';
import { readSelection } from '../../../reports/selection/selection.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { drawMarks } from './draw-marks.ts';

/** Largest number that PostgreSQL's integer holds: a larger one is no pupil. */
const MOST = 2_147_483_647;

/** One pupil of a school. */
export const page: Page = {
  name: 'Pupil',
  path: '/schools/:urn/pupils/:pupilId',
  may: seesSchool,
  records: 'pupil-view',
  async handle({ viewer, database, clock, params, query }) {
    const id = params['pupilId'] ?? '';
    if (!/^[1-9]\d{0,9}$/.test(id) || Number(id) > MOST) throw new RequestRefused(404);
    const { known } = readSelection({ known: query['known'] });
    const facts =
      viewer && (await readPupilReport(database, viewer.scope, Number(params['urn']), Number(id), clock.now(), known));
    if (!facts) throw new RequestRefused(404);
    const view = viewPupil(facts);
    return { template: 'pages/pupil/page.njk', model: { ...view, marks: view.grid && drawMarks(view.grid) } };
  },
};
