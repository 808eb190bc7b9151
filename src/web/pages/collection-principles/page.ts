import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { viewPrinciples } from './view-model.ts';

/** The principles by which data is collected and used, and what it never serves. Open to anyone. */
export const page: Page = {
  name: 'Data collection principles',
  path: '/data-collection-principles',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'layout/document.njk',
    model: viewPrinciples(installation?.publicPages ?? NOTHING_FILLED),
  }),
};
