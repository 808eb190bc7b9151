import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { viewImpactAssessment } from './view-model.ts';

/** The data protection impact assessment, complete but for what only the operator knows. Open to anyone. */
export const page: Page = {
  name: 'Data protection impact assessment',
  path: '/data-protection-impact-assessment',
  may: anyone,
  handle: async ({ installation }) => ({
    template: 'layout/document.njk',
    model: viewImpactAssessment(installation?.publicPages ?? NOTHING_FILLED),
  }),
};
