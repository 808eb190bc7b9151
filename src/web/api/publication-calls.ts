import { Type } from 'typebox';
import type { Call } from './call.ts';
import { type NamedDataSet, PUBLICATION } from './data-sets.ts';
import { notThere } from './problem.ts';
import type { Published } from './published.ts';
import { NO_PARAMETERS, paging, parameters, readParameters } from './read-parameters.ts';
import * as schemas from './schemas.ts';
import { markInvented, pageOf, viewDataSet } from './views.ts';

const LISTS = parameters(paging(40, 20));
const SEARCH = parameters({
  search: Type.Optional(Type.String({ minLength: 3, description: 'Words in the title or summary.' })),
  ...paging(40, 20),
});

/** Calls about publications: there is one. */
export function publicationCalls({ releases, list, versions }: Published, invented: boolean): Call[] {
  const view = (publishedAt: Date) => ({
    ...PUBLICATION,
    summary: markInvented(PUBLICATION.summary, invented),
    lastPublished: publishedAt.toISOString(),
  });
  const find = async (id: string) => {
    const latest = await releases.latest();
    if (!latest || id.toLowerCase() !== PUBLICATION.id) throw notThere('publication', 'publicationId');
    return latest;
  };
  return [
    {
      method: 'GET',
      path: '/publications',
      summary: 'Publications with data sets',
      query: SEARCH,
      answer: schemas.Publications,
      async run({ query }) {
        const { search = '', ...page } = readParameters(SEARCH, query);
        const latest = await releases.latest();
        const all = latest ? [view(latest.publishedAt)] : [];
        const isFound = ({ title, summary }: (typeof all)[number]) =>
          `${title} ${summary}`.toLowerCase().includes(search.toLowerCase());
        return { from: [latest?.id ?? ''], make: () => pageOf(all.filter(isFound), page) };
      },
    },
    {
      method: 'GET',
      path: '/publications/{publicationId}',
      summary: 'One publication',
      query: NO_PARAMETERS,
      answer: schemas.Publication,
      async run({ path, query }) {
        readParameters(NO_PARAMETERS, query);
        const { id, publishedAt } = await find(path['publicationId']!);
        return { from: [id], make: () => view(publishedAt) };
      },
    },
    {
      method: 'GET',
      path: '/publications/{publicationId}/data-sets',
      summary: 'Data sets of a publication',
      query: LISTS,
      answer: schemas.DataSets,
      async run({ path, query }) {
        const page = readParameters(LISTS, query);
        const { id } = await find(path['publicationId']!);
        const { results, paging } = pageOf(await list(), page);
        const view = async (named: NamedDataSet) => viewDataSet(named, (await versions(named))[0]!, invented);
        return { from: [id], make: async () => ({ paging, results: await Promise.all(results.map(view)) }) };
      },
    },
  ];
}
