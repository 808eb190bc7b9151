import { anyone } from '../../../access/viewer.ts';
import type { Page } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { nationOf, readFigures } from '../../statistics/released.ts';
import { publishedOf } from '../../statistics/statistics-facts.ts';
import { makeRelease } from './view-release.ts';
import { makeReleases } from './view-releases.ts';

/** Published releases, and the calendar of those to come. Open to anyone. */
export const releases: Page = {
  name: 'Releases of attendance statistics',
  path: '/statistics/releases',
  may: anyone,
  keeps: true,
  async handle(context) {
    const list = await publishedOf(context).releases.list();
    return { template: 'layout/statistics.njk', model: makeReleases(list, context.clock.now()) };
  },
};

/** A published release, however old: its headlines, what changed, its files. Open to anyone. */
export const release: Page = {
  name: 'Release of attendance statistics',
  path: '/statistics/releases/:id',
  may: anyone,
  keeps: true,
  async handle(context) {
    const published = publishedOf(context);
    const found = await published.releases.find(context.params['id']!);
    if (!found) throw new RequestRefused(404);
    const [figures, persistent, revisions, latest] = await Promise.all([
      readFigures(published, found),
      published.readDataSet(found, 'persistent-absence'),
      published.readDataSet(found, 'revisions'),
      published.releases.latest(),
    ]);
    const model = makeRelease({ figures, nation: nationOf(figures), persistent, revisions, latest: latest ?? found });
    return { template: 'layout/statistics.njk', model };
  },
};
