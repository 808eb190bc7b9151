import type { OperatorRequest } from '../../../access/rights/read-operator-requests.ts';
import { viewRequests } from '../approvals/view-requests.ts';
import type { Notice } from '../rights/take-notice.ts';

/** What the operator has to see to: requests that nobody of an organisation decides, or has decided in time. */
export function viewOperator(requests: readonly OperatorRequest[], roleName: string, notice: Notice | null) {
  const alone = requests.filter(({ hasApprover }) => !hasApprover).length;
  const overdue = requests.filter((each) => each.overdue).length;
  const organisations = new Set(requests.map(({ organisation }) => organisation)).size;
  return {
    title: 'Requests that need you',
    heading: 'Requests that need you',
    notice,
    errors: [],
    intro:
      'Each organisation decides its own requests. Listed here are requests of organisations where nobody decides, and requests that have waited for too long.',
    counts: [
      { name: 'Requests', value: String(requests.length) },
      { name: 'Organisations with such requests', value: String(organisations) },
      { name: 'Where nobody decides', value: String(alone) },
      { name: 'Overdue', value: String(overdue) },
    ],
    empty: requests.length === 0 ? 'Nothing waits for you.' : null,
    requests: viewRequests(requests, roleName, '/operator/requests'),
    links: [
      { text: 'Schools and their agreements', href: '/operator/schools' },
      { text: 'Invite schools', href: '/operator/invite' },
      { text: 'Progress, and schools that are stuck', href: '/operator/campaign' },
      { text: 'People and approvers of an organisation', href: '/operator/members' },
      { text: 'Operators and analysts', href: '/operator/members?organisation=operator' },
      { text: 'Which organisation a UKPRN stands for', href: '/operator/ukprns' },
      { text: 'Releases of statistics: checks and signatures', href: '/operator/releases' },
      { text: 'Audit', href: '/operator/audit' },
      { text: 'Tallies of all schools', href: '/tallies' },
    ],
  };
}
