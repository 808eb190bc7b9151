import type { DataSet } from '../../publish/released/data-set.ts';
import type { ReadDataSet } from '../../publish/released/keep-data-sets.ts';
import type { ReleasedFiles, Releases } from '../../publish/released/released-files.ts';
import { keepVersions, type ReleasedVersion } from '../../publish/versions/find-versions.ts';
import { DATA_SETS, type NamedDataSet } from './data-sets.ts';
import { notThere } from './problem.ts';

/** What is published now. Every question asks anew, so that pages, files and the API change at one moment. */
export interface Published {
  readonly releases: Releases;
  /** The data sets that the newest release has. */
  readonly list: () => Promise<readonly NamedDataSet[]>;
  /** @throws ApiRefused when there is none of this id */
  readonly find: (id: string) => Promise<NamedDataSet>;
  /** From the newest. */
  readonly versions: (named: NamedDataSet) => Promise<readonly ReleasedVersion[]>;
  /** One by its number, `2.*` being the newest of several. @throws ApiRefused when there is none */
  readonly version: (named: NamedDataSet, number: string) => Promise<ReleasedVersion>;
  /** The release of a version; the newest one unless a version is named. */
  readonly release: (named: NamedDataSet, version: string | undefined) => Promise<ReleasedFiles>;
  readonly read: (release: ReleasedFiles, named: NamedDataSet) => Promise<DataSet>;
}

/** @param readDataSet shared with all that read data sets, so that each is in memory once */
export function openPublished(releases: Releases, readDataSet: ReadDataSet): Published {
  const findVersions = keepVersions(releases, readDataSet);
  const has = (release: ReleasedFiles | null, { name }: NamedDataSet) =>
    release?.files.some((file) => file.name === `${name}.csv`) ?? false;
  const list = async () => {
    const latest = await releases.latest();
    return DATA_SETS.filter((each) => has(latest, each));
  };
  const versions = ({ name }: NamedDataSet) => findVersions(name);
  const version = async (named: NamedDataSet, number: string) => {
    const found = (await versions(named)).find((each) => isVersion(each.number, number));
    if (!found) throw notThere('version of the data set', 'dataSetVersion');
    return found;
  };
  return {
    releases,
    list,
    async find(id) {
      const found = (await list()).find((each) => each.id === id.toLowerCase());
      if (!found) throw notThere('data set', 'dataSetId');
      return found;
    },
    versions,
    version,
    async release(named, number) {
      if (number !== undefined) return (await version(named, number)).release;
      const latest = await releases.latest();
      if (!latest || !has(latest, named)) throw notThere('data set', 'dataSetId');
      return latest;
    },
    async read(release, { name }) {
      const dataSet = await readDataSet(release, name);
      if (!dataSet) throw new Error(`The release ${release.id} has no ${name}.`);
      return dataSet;
    },
  };
}

/** `2.1`, `2` for `2.0` as some programs write it, `2.*` and `*`. */
function isVersion(number: string, asked: string): boolean {
  const [, whole, , part] = /^v?(\d+|\*)(\.(\d+|\*))?$/.exec(asked) ?? [];
  const [ownWhole, ownPart] = number.split('.');
  const fits = (own: string | undefined, wanted: string) => wanted === '*' || own === wanted;
  return whole !== undefined && fits(ownWhole, whole) && fits(ownPart, part ?? (whole === '*' ? '*' : '0'));
}

/** The digests of a data set's files in a release: where they are the same, so is every answer from it. */
export const digestsOf = (release: ReleasedFiles, { name }: NamedDataSet): string[] => [
  release.id,
  ...release.files.filter((file) => file.name.startsWith(`${name}.`)).map(({ digest }) => digest),
];
