import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { nothingPublished } from '../../statistics/release-line.ts';
import { readFigures } from '../../statistics/released.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { readChoices } from './choices.ts';
import { makeAreas } from './view-model.ts';

const TITLE = 'Attendance in regions and local authorities';

/** One measure of every region and local authority, as a map and as a table. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics of areas',
  path: '/statistics/areas',
  may: anyone,
  keeps: true,
  async handle(context) {
    const published = publishedOf(context);
    const now = context.clock.now();
    const latest = await published.releases.latest();
    const heading = { title: TITLE, heading: TITLE };
    if (!latest)
      return {
        template: 'pages/statistics-areas/page.njk',
        model: { ...heading, empty: nothingPublished(now), sections: [] },
      };
    const [figures, persistent] = await Promise.all([
      readFigures(published, latest),
      published.readDataSet(latest, 'persistent-absence'),
    ]);
    const choices = readChoices(context.query, latest.startYear);
    const invented = context.installation?.invented ?? false;
    const model = makeAreas({ figures, persistent, choices, tiles: published.tiles, invented, now });
    return { template: 'pages/statistics-areas/page.njk', model: { ...heading, ...model } };
  },
};
