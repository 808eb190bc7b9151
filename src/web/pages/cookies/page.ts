import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';

/** The cookies page: the one cookie there is, so that no banner is needed. */
export const page: Page = {
  name: 'cookies',
  path: '/cookies',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'pages/cookies/page.njk',
    model: {
      title: 'Cookies',
      heading: 'Cookies',
      cookies: [
        {
          name: installation?.sessionCookie ?? '',
          purpose: 'Knows you while you are signed in, and while you are signing in',
          expires: `When you sign out, when you close the browser, or after ${installation?.sessionMinutes ?? 0} minutes without use`,
        },
      ],
    },
  }),
};
