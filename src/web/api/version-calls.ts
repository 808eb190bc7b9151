import type { Asked, Call } from './call.ts';
import { digestsOf, type Published } from './published.ts';
import { NO_PARAMETERS, paging, parameters, readParameters } from './read-parameters.ts';
import * as schemas from './schemas.ts';
import { pageOf, viewChanges, viewVersion } from './views.ts';

const LISTS = parameters(paging(40, 20));

/** Calls about versions of a data set. */
export function versionCalls({ find, releases, versions, version }: Published): Call[] {
  const findVersion = async ({ path, query }: Asked) => {
    readParameters(NO_PARAMETERS, query);
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
      query: NO_PARAMETERS,
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
      query: NO_PARAMETERS,
      answer: schemas.VersionChanges,
      async run(asked) {
        const { named, found } = await findVersion(asked);
        return { from: digestsOf(found.release, named), make: () => viewChanges(found) };
      },
    },
  ];
}
