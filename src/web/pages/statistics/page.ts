import { anyone } from '../../../access/viewer.ts';
import { ENGLAND } from '../../../domain/statistics/area.ts';
import type { Page } from '../../page.ts';
import { nothingPublished } from '../../statistics/release-line.ts';
import { readFigures } from '../../statistics/released.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { makeHeadlines } from './view-model.ts';

const TITLE = 'Attendance statistics';

/** The newest published figures of the nation. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics',
  path: '/statistics',
  may: anyone,
  keeps: true,
  async handle(context) {
    const published = publishedOf(context);
    const now = context.clock.now();
    const latest = await published.releases.latest();
    const heading = { title: TITLE, heading: TITLE };
    if (!latest)
      return { template: 'layout/statistics.njk', model: { ...heading, empty: nothingPublished(now), sections: [] } };
    const [figures, daily, persistent] = await Promise.all([
      readFigures(published, latest),
      published.readWideFile(latest, 'daily'),
      published.readDataSet(latest, 'persistent-absence'),
    ]);
    const nation = figures.weekly.areas.get(ENGLAND.code);
    if (!nation) throw new Error(`The release ${latest.id} has no figures of the nation.`);
    const invented = context.installation?.invented ?? false;
    return {
      template: 'layout/statistics.njk',
      model: { ...heading, ...makeHeadlines({ figures, daily, persistent, nation, invented, now }) },
    };
  },
};
