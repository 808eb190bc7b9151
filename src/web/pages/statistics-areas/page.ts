import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { showLatest } from '../../statistics/show-latest.ts';
import { readChoices } from './choices.ts';
import { makeAreas } from './view-model.ts';

/** One measure of every region and local authority, as a map and as a table. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics of areas',
  path: '/statistics/areas',
  may: anyone,
  keeps: true,
  handle: (context) =>
    showLatest(
      context,
      { template: 'pages/statistics-areas/page.njk', heading: 'Attendance in regions and local authorities' },
      async ({ published, latest, figures, invented, now }) => {
        const persistent = await published.readDataSet(latest, 'persistent-absence');
        const choices = readChoices(context.query, latest.startYear);
        return makeAreas({ figures, persistent, choices, tiles: published.tiles, invented, now });
      },
    ),
};
