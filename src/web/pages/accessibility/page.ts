import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { viewAccessibility } from './view-model.ts';

/** The accessibility statement (Public Sector Bodies Accessibility Regulations 2018). Open to anyone. */
export const page: Page = {
  name: 'accessibility',
  path: '/accessibility',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'layout/document.njk',
    model: viewAccessibility(installation?.publicPages ?? NOTHING_FILLED),
  }),
};
