import { gunzipSync } from 'node:zlib';
import type { DataSet } from './data-set.ts';
import { keepParsed } from './keep-parsed.ts';
import { parseDataSet } from './parse-data-set.ts';
import type { ReleasedFiles } from './released-files.ts';

/** The data set of a file of a release; null when the release has no such file. */
export type ReadDataSet = (release: ReleasedFiles, name: string) => Promise<DataSet | null>;

/** As much memory as data sets may take: the newest release of a nation's year and one before it. */
const MOST_BYTES = 1_000_000_000;

/**
 * Reads data sets of releases and keeps those used last, by what their bytes are: a file is read once, also when many ask for it at the same time,
 * and one that is published anew is another.
 */
export function keepDataSets(mostBytes = MOST_BYTES): ReadDataSet {
  const keep = keepParsed<DataSet>(mostBytes);
  return async (release, name) => {
    const digestOf = (file: string) => release.files.find((each) => each.name === file)?.digest;
    const [data, metadata] = [digestOf(`${name}.csv`), digestOf(`${name}.meta.csv`)];
    if (data === undefined || metadata === undefined) return null;
    return keep(`${data} ${metadata}`, () => readDataSet(release, name));
  };
}

async function readDataSet(release: ReleasedFiles, name: string): Promise<DataSet> {
  const [data, metadata] = await Promise.all([release.gzip(`${name}.csv`), release.gzip(`${name}.meta.csv`)]);
  if (!data || !metadata) throw new Error(`The release ${release.id} has lost a file of ${name}.`);
  return parseDataSet(name, data, gunzipSync(metadata).toString());
}
