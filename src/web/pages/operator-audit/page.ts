import { operates } from '../../../access/viewer.ts';
import { AUDIT_WHATS } from '../../../audit/audit-event.ts';
import { readAuditChoices } from '../../../reports/who-looked/choices.ts';
import { readAudit } from '../../../reports/who-looked/operator-report.ts';
import { viewAudit } from '../../../reports/who-looked/operator-view-model.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** All events, for the operator's own staff. */
export const page: Page = {
  name: 'Audit',
  path: '/operator/audit',
  may: operates,
  async handle({ viewer, database, query }) {
    const facts = await readAudit(database, viewer?.scope ?? { urns: [] }, readAuditChoices(query, AUDIT_WHATS));
    if (!facts) throw new RequestRefused(404);
    return { template: 'pages/operator-audit/page.njk', model: viewAudit(facts, AUDIT_WHATS) };
  },
};
