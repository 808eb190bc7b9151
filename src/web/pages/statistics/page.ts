import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { nationOf } from '../../statistics/released.ts';
import { showLatest } from '../../statistics/show-latest.ts';
import { makeHeadlines } from './view-model.ts';

/** The newest published figures of the nation. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics',
  path: '/statistics',
  may: anyone,
  keeps: true,
  handle: (context) =>
    showLatest(
      context,
      { template: 'layout/statistics.njk', heading: 'Attendance statistics' },
      async ({ published, latest, figures, invented, now }) => {
        const [daily, persistent] = await Promise.all([
          published.readWideFile(latest, 'daily'),
          published.readDataSet(latest, 'persistent-absence'),
        ]);
        return makeHeadlines({ figures, daily, persistent, nation: nationOf(figures), invented, now });
      },
    ),
};
