import { gunzipSync } from 'node:zlib';
import { metaFile } from '../released/api-files.ts';
import { type DataSetMeta, describeDataSet } from '../released/describe-data-set.ts';
import { keepDataSets, type ReadDataSet } from '../released/keep-data-sets.ts';
import type { ReleasedFiles, Releases } from '../released/released-files.ts';
import { numberVersions, type Version } from './number-versions.ts';

export interface ReleasedVersion extends Version {
  readonly release: ReleasedFiles;
}

/** The versions of a data set by its name, from the newest: each is of a published release. */
export type FindVersions = (name: string) => Promise<readonly ReleasedVersion[]>;

interface Described {
  readonly release: ReleasedFiles;
  readonly meta: DataSetMeta;
}

/**
 * Finds versions and keeps what it found: nothing changes of a release that was published, so each is read once. A release has its metadata in files of its
 * own; of one without, such as a folder of files, the data are read, and those of earlier ones are not kept in memory for this.
 * @param read reads the newest release, which is asked about most
 */
export function keepVersions(releases: Releases, read: ReadDataSet): FindVersions {
  const readEarlier = keepDataSets(1);
  const kept = new Map<string, Promise<Described | null>>();
  const numbered = new Map<string, { readonly there: readonly Described[]; readonly versions: ReleasedVersion[] }>();
  const describe = async (id: string, name: string, isNewest: boolean): Promise<Described | null> => {
    const release = await releases.find(id);
    if (!release?.files.some((file) => file.name === `${name}.csv`)) return null;
    const metadata = await release.gzip(metaFile(name));
    if (metadata) return { release, meta: JSON.parse(gunzipSync(metadata).toString()) as DataSetMeta };
    const dataSet = await (isNewest ? read : readEarlier)(release, name);
    return dataSet && { release, meta: describeDataSet(dataSet) };
  };
  const describeOnce = (id: string, name: string, isNewest: boolean): Promise<Described | null> => {
    const key = `${id} ${name}`;
    const found = kept.get(key) ?? describe(id, name, isNewest);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
  return async (name) => {
    const there: Described[] = [];
    for (const [place, { id }] of (await releases.list()).entries()) {
      const described = await describeOnce(id, name, place === 0);
      if (described) there.push(described);
    }
    const known = numbered.get(name);
    if (known && known.there.length === there.length && known.there.every((each, place) => each === there[place]))
      return known.versions;
    const versions = numberVersions(there.map(({ meta }) => meta).reverse())
      .reverse()
      .map((version, place) => ({ ...version, release: there[place]!.release }));
    numbered.set(name, { there, versions });
    return versions;
  };
}
