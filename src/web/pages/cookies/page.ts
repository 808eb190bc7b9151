import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { viewCookies } from './view-model.ts';

/** The cookies page. Open to anyone. */
export const page: Page = {
  name: 'cookies',
  path: '/cookies',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'pages/cookies/page.njk',
    model: viewCookies(
      installation ?? {
        sessionCookie: '',
        idamsCookie: undefined,
        sessionMinutes: 0,
        sessionHours: 0,
        invented: false,
      },
    ),
  }),
};
