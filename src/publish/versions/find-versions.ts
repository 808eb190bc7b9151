import { type DataSetMeta, describeDataSet } from '../released/describe-data-set.ts';
import { keepDataSets } from '../released/keep-data-sets.ts';
import type { ReleasedFiles, Releases } from '../released/released-files.ts';
import { numberVersions, type Version } from './number-versions.ts';

export interface ReleasedVersion extends Version {
  readonly release: ReleasedFiles;
}

/** The versions of a data set by its name, from the oldest: each is of a published release. */
export type FindVersions = (name: string) => Promise<readonly ReleasedVersion[]>;

interface Described {
  readonly release: ReleasedFiles;
  readonly meta: DataSetMeta;
}

/**
 * Finds versions and keeps what it found: nothing changes of a release that was published, so each is read once. A nation's release takes seconds to
 * read; its figures are not kept in memory for this.
 */
export function keepVersions(releases: Releases): FindVersions {
  const read = keepDataSets(1);
  const kept = new Map<string, Promise<Described | null>>();
  const describe = async (id: string, name: string): Promise<Described | null> => {
    const release = await releases.find(id);
    const dataSet = release && (await read(release, name));
    return dataSet && { release, meta: describeDataSet(dataSet) };
  };
  const describeOnce = (id: string, name: string): Promise<Described | null> => {
    const key = `${id} ${name}`;
    const found = kept.get(key) ?? describe(id, name);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
  return async (name) => {
    const there: Described[] = [];
    for (const { id } of (await releases.list()).toReversed()) {
      const described = await describeOnce(id, name);
      if (described) there.push(described);
    }
    const versions = numberVersions(there.map(({ meta }) => meta));
    return versions.map((version, place) => ({ ...version, release: there[place]!.release }));
  };
}
