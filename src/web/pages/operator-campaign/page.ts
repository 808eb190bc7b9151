import { operates } from '../../../access/viewer.ts';
import { readCampaign } from '../../../agreement/read-operator-schools.ts';
import { seriesChart } from '../../charts/series-chart.ts';
import type { Page } from '../../page.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { viewCampaign } from './view-model.ts';

/** How far the invitations have come, and which schools are stuck where, and how long. */
export const page: Page = {
  name: 'Progress of invitations',
  path: '/operator/campaign',
  may: operates,
  async handle(context) {
    const { scope } = operatorOf(context);
    const facts = await readCampaign(context.database, scope);
    const view = viewCampaign(facts, context.clock.now(), context.installation?.invented === true);
    return {
      template: 'pages/operator-campaign/page.njk',
      model: { ...view, drawing: view.chart && seriesChart(view.chart.data) },
    };
  },
};
