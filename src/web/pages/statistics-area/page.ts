import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { showLatest } from '../../statistics/show-latest.ts';
import { makeArea } from './view-model.ts';

/** The newest published figures of the nation, a region or a local authority. Open to anyone. */
export const page: Page = {
  name: 'Attendance statistics of an area',
  path: '/statistics/areas/:code',
  may: anyone,
  keeps: true,
  handle: (context) =>
    showLatest(
      context,
      { template: 'layout/statistics.njk', heading: 'Attendance statistics of an area' },
      async ({ published, latest, figures, invented, now }) => {
        const code = context.params['code']!.toUpperCase();
        const area = figures.yearToDate.areas.get(code) ?? figures.weekly.areas.get(code);
        if (!area) throw new RequestRefused(404);
        const [persistent, groups] = await Promise.all([
          published.readDataSet(latest, 'persistent-absence'),
          published.readDataSet(latest, 'attendance-by-characteristic'),
        ]);
        return makeArea({ figures, area, persistent, groups, invented, now });
      },
    ),
};
