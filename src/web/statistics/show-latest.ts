import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import type { PageContext } from '../page.ts';
import { nothingPublished } from './release-line.ts';
import { type ReleaseFigures, readFigures } from './released.ts';
import { publishedOf, type StatisticsFacts } from './statistics-facts.ts';

/** What a page of the newest figures is made from. */
export interface Latest {
  readonly published: StatisticsFacts;
  readonly latest: ReleasedFiles;
  readonly figures: ReleaseFigures;
  readonly invented: boolean;
  readonly now: Date;
}

/**
 * A page of the newest figures; before the first release, that there are none.
 * @param heading of the page, unless the model has its own
 */
export async function showLatest<Model extends object>(
  context: PageContext,
  { template, heading }: { readonly template: string; readonly heading: string },
  makeModel: (from: Latest) => Promise<Model>,
) {
  const published = publishedOf(context);
  const now = context.clock.now();
  const latest = await published.releases.latest();
  const words = { title: heading, heading };
  if (!latest) return { template, model: { ...words, empty: nothingPublished(now), sections: [] } };
  const figures = await readFigures(published, latest);
  const invented = context.installation?.invented ?? false;
  return { template, model: { ...words, ...(await makeModel({ published, latest, figures, invented, now })) } };
}
