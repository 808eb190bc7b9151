import { seesSchool } from '../../../access/viewer.ts';
import { readSchoolOverview } from '../../../reports/school-overview/report.ts';
import { viewSchoolOverview } from '../../../reports/school-overview/view-model.ts';
import { barChart } from '../../charts/bar-chart.ts';
import { lineChart } from '../../charts/line-chart.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** The overview of a school. `?population=all` counts all year groups in place of the statistical population. */
export const page: Page = {
  name: 'School overview',
  path: '/schools/:urn',
  may: seesSchool,
  records: 'report-view',
  async handle({ viewer, database, clock, params, query }) {
    const asked = query['population'] === 'all' ? 'all' : null;
    const facts =
      viewer && (await readSchoolOverview(database, viewer.scope, Number(params['urn']), asked, clock.now()));
    if (!facts) throw new RequestRefused(404);
    const view = viewSchoolOverview(facts);
    const chart = view.figures?.reasons.chart;
    return {
      template: 'pages/school-overview/page.njk',
      model: {
        ...view,
        weeksDrawing: view.figures && lineChart(view.figures.weeks.chart),
        reasonsDrawing: chart ? barChart(chart) : null,
      },
    };
  },
};
