import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { viewPrivacy } from './view-model.ts';

/** What is done with data about pupils and about the people who use the service, and everyone’s rights. Open to anyone. */
export const page: Page = {
  name: 'Privacy notice',
  path: '/privacy',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'layout/document.njk',
    model: viewPrivacy(installation?.publicPages ?? NOTHING_FILLED),
  }),
};
