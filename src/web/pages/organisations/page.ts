import { type Doors, doorOf } from '../../../access/doors.ts';
import { type Organisation, organisationKey } from '../../../access/organisation.ts';
import type { Door } from '../../../access/person.ts';
import { signedIn, type Viewer } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { DOOR_NAMES } from '../error/refusal.ts';

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
  async handle({ viewer, roles }) {
    if (!viewer) throw new RequestRefused(404);
    return { template: 'pages/organisations/page.njk', model: viewOrganisations(viewer, roles?.doors ?? null) };
  },
};

/** Every organisation of the viewer, and which is the active one. */
export function viewOrganisations({ organisations, organisation: acting, door }: Viewer, doors: Doors | null) {
  const active = acting && organisationKey(acting);
  const rows = organisations.map((organisation) => {
    const key = organisationKey(organisation);
    return {
      key,
      name: organisation.name,
      kind: KINDS[organisation.kind],
      active: key !== null && key === active,
      // Its people come through another door: there is nothing to switch to here.
      otherDoor: doors && otherDoorOf(organisation, doors, door),
    };
  });
  return { title: 'Your organisations', heading: 'Your organisations', rows, several: rows.length > 1 };
}

function otherDoorOf(organisation: Organisation, doors: Doors, own: Door): { text: string; href: string } | null {
  if (organisation.kind === 'operator' || organisation.kind === 'other' || organisation.kind === 'unknown') return null;
  const door = doorOf(doors, organisation.kind);
  if (door === own || door === 'none') return null;
  return { text: `Sign in with ${DOOR_NAMES[door]} for this one`, href: `/sign-in/${door}` };
}
