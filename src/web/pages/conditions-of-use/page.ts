import { CONDITIONS_OF_USE, NOT_ALLOWED, purposesOf } from '../../../access/purposes.ts';
import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';

/** What the data may be used for, and what it may never serve: the same words as on every file. */
export const page: Page = {
  name: 'Conditions of use',
  path: '/conditions-of-use',
  may: anyone,
  handle: async () => ({
    template: 'pages/conditions-of-use/page.njk',
    model: {
      title: 'Conditions of use',
      heading: 'Conditions of use',
      purposes: purposesOf('pupils').map(({ words }) => words),
      tallies: purposesOf('tallies').map(({ words }) => words),
      notAllowed: NOT_ALLOWED,
      conditions: CONDITIONS_OF_USE,
    },
  }),
};
