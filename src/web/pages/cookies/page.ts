import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';

/** The cookies page: only cookies that the service cannot work without, so that no banner is needed. */
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
          expires: `When you sign out, when you close the browser, after ${installation?.sessionMinutes ?? 0} minutes without use, or after ${installation?.sessionHours ?? 0} hours`,
        },
        ...(installation?.idamsCookie
          ? [
              {
                name: installation.idamsCookie,
                purpose: 'Only while you sign in with IDAMS: that the answer comes back to the browser that asked',
                expires: 'When you are signed in, or after 10 minutes',
              },
            ]
          : []),
      ],
    },
  }),
};
