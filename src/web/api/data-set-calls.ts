import { Type } from 'typebox';
import { inTurn } from '../../publish/query/in-turn.ts';
import { describeDataSet } from '../../publish/released/describe-data-set.ts';
import { answerQuery } from './answer-query.ts';
import { type Answer, type Asked, type Call, KeptFile } from './call.ts';
import { digestsOf, type Published } from './published.ts';
import type { Query } from './query.ts';
import { dataSetVersion, NO_PARAMETERS, parameters, readParameters } from './read-parameters.ts';
import { QueryBody, readQueryBody } from './read-query-body.ts';
import { QueryParameters, readQueryParameters } from './read-query-parameters.ts';
import * as schemas from './schemas.ts';
import { viewDataSet, viewMeta } from './views.ts';

const VERSION = parameters({ dataSetVersion });
const META_PARTS = ['Filters', 'Indicators', 'Locations', 'TimePeriods'] as const;
const PARTS = parameters({
  dataSetVersion,
  types: Type.Optional(
    Type.Array(Type.Enum(META_PARTS), { minItems: 1, description: 'Parts that are wanted; else all.' }),
  ),
});

/** Calls about what is in a data set. */
export function dataSetCalls(published: Published, invented: boolean): Call[] {
  const { find, release: releaseOf, versions, read } = published;
  const wait = inTurn();
  const ask = async (asked: Asked, query: Query, number: string | undefined, inBody: boolean): Promise<Answer> => {
    const named = await find(asked.path['dataSetId']!);
    const release = await releaseOf(named, number);
    const manner = { path: inBody ? 'criteria' : '', asText: !inBody, invented };
    return {
      from: digestsOf(release, named),
      async make() {
        const dataSet = await read(release, named);
        return wait(() => answerQuery(dataSet, query, manner));
      },
    };
  };
  return [
    {
      method: 'GET',
      path: '/data-sets/{dataSetId}',
      summary: 'A data set and its newest version',
      query: NO_PARAMETERS,
      answer: schemas.DataSetSummary,
      async run({ path, query }) {
        readParameters(NO_PARAMETERS, query);
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
            return new KeptFile(`${release.id}-${invented ? 'invented-data-' : ''}${name}`, gzip);
          },
        };
      },
    },
  ];
}
