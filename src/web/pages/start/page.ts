import { anyone, type Viewer } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { explainStanding } from '../error/error-page.ts';

/** The start page: what this is, and the way in; for someone signed in, the way to their school, or why there is none. */
export const page: Page = {
  name: 'start',
  path: '/',
  may: anyone,
  handle: async ({ viewer, installation }) => ({
    template: 'pages/start/page.njk',
    model: makeStart(viewer, installation?.invented ?? false),
  }),
};

/** Every word of the start page that depends on who is looking. */
export function makeStart(viewer: Viewer | null, invented: boolean) {
  const urn = viewer?.scope[0];
  return {
    title: 'Daily school attendance',
    heading: 'See your school’s attendance',
    button:
      viewer === null
        ? { text: 'Sign in', href: '/sign-in' }
        : urn === undefined
          ? null
          : { text: `Go to ${viewer.organisation?.name ?? 'your school'}`, href: `/schools/${urn}` },
    refusal:
      viewer !== null && urn === undefined ? explainStanding(viewer.standing ?? { reason: 'no-organisation' }) : [],
    sandboxHint:
      invented && viewer === null
        ? 'This is a sandbox: choose any of the made-up people when you are asked who you are. No password is needed.'
        : null,
  };
}
