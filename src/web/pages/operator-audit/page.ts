import { operates } from '../../../access/viewer.ts';
import { AUDIT_WHATS } from '../../../audit/audit-event.ts';
import { readAuditChoices } from '../../../reports/who-looked/choices.ts';
import { readAudit } from '../../../reports/who-looked/operator-report.ts';
import { viewAudit } from '../../../reports/who-looked/operator-view-model.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { settleOrganisation } from './settle-organisation.ts';

/** All events, for the operator's own staff. */
export const page: Page = {
  name: 'Audit',
  path: '/operator/audit',
  may: operates,
  records: 'report-view',
  async handle({ viewer, database, query, roles }) {
    if (!viewer) throw new RequestRefused(404);
    const read = readAuditChoices(query, AUDIT_WHATS);
    const { choices, ...organisation } = await settleOrganisation(database, viewer, read, query['organisation']);
    const facts = await readAudit(database, viewer.scope, choices);
    if (!facts) throw new RequestRefused(404);
    const model = viewAudit(facts, AUDIT_WHATS, roles?.name ?? 'The role', organisation);
    return { template: 'pages/operator-audit/page.njk', model };
  },
};
