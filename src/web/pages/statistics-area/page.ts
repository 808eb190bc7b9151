import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { nothingPublished } from '../../statistics/release-line.ts';
import { readFigures } from '../../statistics/released.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { makeArea } from './view-model.ts';

/** The newest published figures of the nation, a region or a local authority. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics of an area',
  path: '/statistics/areas/:code',
  may: anyone,
  keeps: true,
  async handle(context) {
    const published = publishedOf(context);
    const now = context.clock.now();
    const latest = await published.releases.latest();
    if (!latest) {
      const heading = 'Attendance statistics of an area';
      const model = { title: heading, heading, empty: nothingPublished(now), sections: [] };
      return { template: 'layout/statistics.njk', model };
    }
    const figures = await readFigures(published, latest);
    const code = context.params['code']!.toUpperCase();
    const area = figures.yearToDate.areas.get(code) ?? figures.weekly.areas.get(code);
    if (!area) throw new RequestRefused(404);
    const [persistent, groups] = await Promise.all([
      published.readDataSet(latest, 'persistent-absence'),
      published.readDataSet(latest, 'attendance-by-characteristic'),
    ]);
    const invented = context.installation?.invented ?? false;
    return {
      template: 'layout/statistics.njk',
      model: makeArea({ figures, area, persistent, groups, invented, now }),
    };
  },
};
