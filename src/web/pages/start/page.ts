import type { Viewer } from '../../../access/viewer.ts';
import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { type Explanation, explainStanding, type RefusalFacts } from '../error/refusal.ts';

/** The start page: what this is, and the way in; for someone signed in, the way to their schools, or why there are none. */
export const page: Page = {
  name: 'start',
  path: '/',
  may: anyone,
  handle: async ({ viewer, installation, roles }) => ({
    template: 'pages/start/page.njk',
    model: makeStart(
      viewer,
      roles ? { ...roles, operatorContact: installation?.operatorContact ?? null } : null,
      installation?.invented ?? false,
    ),
  }),
};

/** Every word of the start page that depends on who is looking. */
export function makeStart(viewer: Viewer | null, facts: RefusalFacts | null, invented: boolean) {
  const nothing: Explanation = { paragraphs: [], links: [] };
  const sees = (viewer?.scope.urns.length ?? 0) > 0;
  const refusal = viewer !== null && !sees && facts ? explainStanding(viewer, facts) : nothing;
  const button = buttonOf(viewer);
  return {
    title: 'Daily school attendance',
    heading: headingOf(viewer),
    button,
    // What someone sees is not listed to someone who sees none of it.
    tasks: viewer === null ? PUBLIC_TASKS : [],
    tells: viewer === null || sees || viewer.standing.reason === 'no-role',
    // What the button leads to needs no link besides.
    refusal: { ...refusal, links: refusal.links.filter(({ href }) => href !== button?.href) },
    sandboxHint:
      invented && viewer === null
        ? 'This is a sandbox: choose any of the made-up people when you are asked who you are. No password is needed.'
        : null,
  };
}

/** What people who are not signed in come for, besides signing in. */
const PUBLIC_TASKS = [
  {
    text: 'Share your school’s data',
    href: '/share-your-data',
    hint: 'Who may share, what is shared and what it is never used for, how to agree, and how to stop',
  },
  {
    text: 'Get access to your reports',
    href: '/get-access',
    hint: 'For staff of schools, academy trusts and local authorities',
  },
  {
    text: 'See attendance statistics',
    href: '/statistics',
    hint: 'For everyone: England, regions and local authorities, with maps, data and how they are made',
  },
];

function headingOf(viewer: Viewer | null): string {
  if (viewer === null) return 'Daily school attendance';
  if (viewer.organisation?.kind === 'school') return 'See your school’s attendance';
  if (viewer.duty !== null) return 'Daily school attendance';
  return viewer.scope.urns.length > 0 ? 'See your schools’ attendance' : 'See school attendance';
}

function buttonOf(viewer: Viewer | null): { text: string; href: string } | null {
  if (viewer === null) return { text: 'Sign in', href: '/sign-in' };
  const { organisation, scope, duty } = viewer;
  if (duty === 'operator') return { text: 'Go to the operator’s pages', href: '/operator' };
  if (duty === 'analyst') return { text: 'Go to the tallies', href: '/tallies' };
  if (viewer.standing.reason === 'not-agreed' || (scope.urns.length === 0 && viewer.rights.has('agree')))
    return { text: 'Go to your school’s agreement', href: '/agreement' };
  if (scope.urns.length === 0) return null;
  return organisation?.kind === 'school'
    ? { text: `Go to ${organisation.name}`, href: `/schools/${organisation.urn}` }
    : { text: `Go to the schools of ${organisation?.name}`, href: '/schools' };
}
