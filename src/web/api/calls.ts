import { Type } from 'typebox';
import { describeDataSet } from '../../publish/released/describe-data-set.ts';
import { answerQuery } from './answer-query.ts';
import { type Answer, type Asked, type Call, KeptFile } from './call.ts';
import { type NamedDataSet, PUBLICATION } from './data-sets.ts';
import { notThere } from './problem.ts';
import { digestsOf, type Published } from './published.ts';
import { dataSetVersion, paging, parameters, readParameters } from './read-parameters.ts';
import { type Query, QueryBody, QueryParameters, readQueryBody, readQueryParameters } from './read-query.ts';
import * as schemas from './schemas.ts';
import { markInvented, pageOf, viewChanges, viewDataSet, viewMeta, viewVersion } from './views.ts';

const NONE = parameters({});
const VERSION = parameters({ dataSetVersion });
const LISTS = parameters(paging(40, 20));
const SEARCH = parameters({
  search: Type.Optional(Type.String({ minLength: 3, description: 'Words in the title or summary.' })),
  ...paging(40, 20),
});
const META_PARTS = ['Filters', 'Indicators', 'Locations', 'TimePeriods'] as const;
const PARTS = parameters({
  dataSetVersion,
  types: Type.Optional(
    Type.Array(Type.Enum(META_PARTS), { minItems: 1, description: 'Parts that are wanted; else all.' }),
  ),
});

/** All calls of the API. @param invented true in the sandbox: every answer with figures then says so */
export function callsOf(published: Published, invented: boolean): readonly Call[] {
  return [...publicationCalls(published, invented), ...dataSetCalls(published, invented), ...versionCalls(published)];
}

function publicationCalls({ releases, list, versions }: Published, invented: boolean): Call[] {
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
      query: NONE,
      answer: schemas.Publication,
      async run({ path, query }) {
        readParameters(NONE, query);
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

function dataSetCalls(published: Published, invented: boolean): Call[] {
  const { find, release: releaseOf, versions, read } = published;
  const ask = async (asked: Asked, query: Query, number: string | undefined, inBody: boolean): Promise<Answer> => {
    const named = await find(asked.path['dataSetId']!);
    const release = await releaseOf(named, number);
    const manner = { path: inBody ? 'criteria' : '', asText: !inBody, invented };
    return {
      from: digestsOf(release, named),
      make: async () => answerQuery(await read(release, named), query, manner),
    };
  };
  return [
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}',
      summary: 'A data set and its newest version',
      query: NONE,
      answer: schemas.DataSetSummary,
      async run({ path, query }) {
        readParameters(NONE, query);
        const named = await find(path['dataSetId']!);
        const release = await releaseOf(named, undefined);
        return {
          from: digestsOf(release, named),
          make: async () => viewDataSet(named, (await versions(named))[0]!, invented),
        };
      },
    },
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/meta',
      summary: 'What there is in a data set, with the ids by which it is asked for',
      query: PARTS,
      answer: schemas.Meta,
      async run({ path, query }) {
        const { dataSetVersion, types } = readParameters(PARTS, query);
        const named = await find(path['dataSetId']!);
        const release = await releaseOf(named, dataSetVersion);
        return {
          from: digestsOf(release, named),
          make: async () => viewMeta(describeDataSet(await read(release, named)), types ?? META_PARTS),
        };
      },
    },
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/query',
      summary: 'Ask a data set, in the address',
      query: QueryParameters,
      answer: schemas.Results,
      async run(asked) {
        const query = readQueryParameters(asked.query);
        return ask(asked, query, query.dataSetVersion, false);
      },
    },
    {
      method: 'POST',
      path: '/data-sets/{dataSetId}/query',
      summary: 'Ask a data set, with criteria in and, or and not',
      query: VERSION,
      body: QueryBody,
      answer: schemas.Results,
      async run(asked) {
        const { dataSetVersion } = readParameters(VERSION, asked.query);
        return ask(asked, readQueryBody(asked.body), dataSetVersion, true);
      },
    },
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/csv',
      summary: 'The whole file of a data set, compressed (gzip)',
      query: VERSION,
      async run({ path, query }) {
        const { dataSetVersion } = readParameters(VERSION, query);
        const named = await find(path['dataSetId']!);
        const release = await releaseOf(named, dataSetVersion);
        const name = `${named.name}.csv`;
        return {
          from: digestsOf(release, named),
          async make() {
            const gzip = await release.gzip(name);
            if (!gzip) throw new Error(`The release ${release.id} has lost ${name}.`);
            return new KeptFile(name, gzip);
          },
        };
      },
    },
  ];
}

function versionCalls({ find, releases, versions, version }: Published): Call[] {
  const findVersion = async ({ path, query }: Asked) => {
    readParameters(NONE, query);
    const named = await find(path['dataSetId']!);
    return { named, found: await version(named, path['dataSetVersion']!) };
  };
  return [
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/versions',
      summary: 'Versions of a data set, the newest first: one for each release',
      query: LISTS,
      answer: schemas.Versions,
      async run({ path, query }) {
        const page = readParameters(LISTS, query);
        const named = await find(path['dataSetId']!);
        const latest = await releases.latest();
        return {
          from: [latest?.id ?? ''],
          async make() {
            const { results, paging } = pageOf(await versions(named), page);
            return { paging, results: results.map((each) => viewVersion(named, each)) };
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/versions/{dataSetVersion}',
      summary: 'One version of a data set',
      query: NONE,
      answer: schemas.VersionSummary,
      async run(asked) {
        const { named, found } = await findVersion(asked);
        return { from: digestsOf(found.release, named), make: () => viewVersion(named, found) };
      },
    },
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}/versions/{dataSetVersion}/changes',
      summary: 'What changed in a version against the one before',
      query: NONE,
      answer: schemas.VersionChanges,
      async run(asked) {
        const { named, found } = await findVersion(asked);
        return { from: digestsOf(found.release, named), make: () => viewChanges(found) };
      },
    },
  ];
}
