import { ownSchool } from '../../../access/viewer.ts';
import { AUDIT_WHATS } from '../../../audit/audit-event.ts';
import { readAuditChoices } from '../../../reports/who-looked/choices.ts';
import { readWhoLooked } from '../../../reports/who-looked/report.ts';
import { viewWhoLooked } from '../../../reports/who-looked/view-model.ts';
import { barChart } from '../../charts/bar-chart.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** What never is about one school. */
const { 'tallies-view': _tallies, 'ukprn-changed': _ukprns, settings: _settings, ...OF_SCHOOLS } = AUDIT_WHATS;

/** Who has looked at a school's pupils, for that school's own people. */
export const page: Page = {
  name: 'Who has looked',
  path: '/schools/:urn/who-has-looked',
  may: ownSchool,
  records: 'report-view',
  async handle({ viewer, database, clock, params, query, roles }) {
    const choices = readAuditChoices(query, OF_SCHOOLS);
    const scope = viewer?.scope ?? { urns: [] };
    const facts = await readWhoLooked(database, scope, Number(params['urn']), choices, clock.now());
    if (!facts) throw new RequestRefused(404);
    const view = viewWhoLooked(facts, OF_SCHOOLS, roles?.name ?? 'The role');
    const chart = view.lookers?.chart;
    return {
      template: 'pages/who-has-looked/page.njk',
      model: { ...view, lookersDrawing: chart ? barChart(chart) : null },
    };
  },
};
