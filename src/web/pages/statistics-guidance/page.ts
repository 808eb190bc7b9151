import { anyone } from '../../../access/viewer.ts';
import { academicYear } from '../../../domain/sessions/academic-year.ts';
import type { Page } from '../../page.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { yearTold } from '../../statistics/year-told.ts';
import { makeGuidance } from './view-model.ts';

/** What the files of a release hold, from the columns that are written. Open to anyone. */
export const page: Page = {
  name: 'Data guidance of the attendance statistics',
  path: '/statistics/data-guidance',
  may: anyone,
  keeps: true,
  async handle(context) {
    const latest = await publishedOf(context).releases.latest();
    const year = academicYear(yearTold(latest, context.clock.now()));
    return { template: 'layout/document.njk', model: makeGuidance(year) };
  },
};
