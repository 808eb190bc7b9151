import { type Organisation, organisationKey } from '../../../access/organisation.ts';
import { signedIn, type Viewer } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

const KINDS: Readonly<Record<Organisation['kind'], string>> = {
  school: 'School',
  'multi-academy-trust': 'Multi-academy trust',
  'single-academy-trust': 'Single-academy trust',
  'local-authority': 'Local authority',
  operator: 'Runs this service',
  other: 'Another kind of organisation, which sees no attendance here',
  unknown: 'Not in this service’s list',
};

/** The organisations that someone can act for, one at a time. Switching is a route of its own: it starts a new session. */
export const page: Page = {
  name: 'Your organisations',
  path: '/organisations',
  may: signedIn,
  async handle({ viewer }) {
    if (!viewer) throw new RequestRefused(404);
    return { template: 'pages/organisations/page.njk', model: viewOrganisations(viewer) };
  },
};

/** Every organisation of the viewer, and which is the active one. */
export function viewOrganisations({ organisations, organisation: acting }: Viewer) {
  const active = acting && organisationKey(acting);
  const rows = organisations.map((organisation) => {
    const key = organisationKey(organisation);
    return { key, name: organisation.name, kind: KINDS[organisation.kind], active: key !== null && key === active };
  });
  return { title: 'Your organisations', heading: 'Your organisations', rows, several: rows.length > 1 };
}
