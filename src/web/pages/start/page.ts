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
  return {
    title: 'Daily school attendance',
    heading: 'See your school’s attendance',
    button: buttonOf(viewer),
    refusal: viewer !== null && !sees && facts ? explainStanding(viewer, facts) : nothing,
    sandboxHint:
      invented && viewer === null
        ? 'This is a sandbox: choose any of the made-up people when you are asked who you are. No password is needed.'
        : null,
  };
}

function buttonOf(viewer: Viewer | null): { text: string; href: string } | null {
  if (viewer === null) return { text: 'Sign in', href: '/sign-in' };
  const { organisation, scope } = viewer;
  if (scope.urns.length === 0) return null;
  return organisation?.kind === 'school'
    ? { text: `Go to ${organisation.name}`, href: `/schools/${organisation.urn}` }
    : { text: `Go to the schools of ${organisation?.name}`, href: '/schools' };
}
