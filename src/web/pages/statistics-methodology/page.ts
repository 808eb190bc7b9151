import { anyone } from '../../../access/viewer.ts';
import { academicYear } from '../../../domain/sessions/academic-year.ts';
import type { Page } from '../../page.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { yearTold } from '../../statistics/year-told.ts';
import { makeMethodology } from './view-model.ts';

/** How the statistics are made, from the rules in force. Open to anyone. */
export const page: Page = {
  name: 'Methodology of the attendance statistics',
  path: '/statistics/methodology',
  may: anyone,
  keeps: true,
  async handle(context) {
    const { releases, disclosure } = publishedOf(context);
    const now = context.clock.now();
    const year = academicYear(yearTold(await releases.latest(), now));
    return { template: 'layout/document.njk', model: makeMethodology(year, disclosure, now) };
  },
};
