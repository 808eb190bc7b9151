import { keepParsed } from './keep-parsed.ts';
import { parseWideFile } from './parse-wide-file.ts';
import type { ReleasedFiles } from './released-files.ts';
import type { WideFile } from './wide-file.ts';

/** The wide file of a release; null when the release has no such file. */
export type ReadWideFile = (release: ReleasedFiles, name: string) => Promise<WideFile | null>;

/** The files of a nation's year take some 30 MB, those of days and of weeks about half each. */
const MOST_BYTES = 200_000_000;

/** Reads wide files of releases and keeps those used last, as `keepDataSets` does. */
export function keepWideFiles(mostBytes = MOST_BYTES): ReadWideFile {
  const keep = keepParsed<WideFile>(mostBytes);
  return async (release, name) => {
    const file = release.files.find((each) => each.name === `${name}.csv`);
    if (!file) return null;
    return keep(file.digest, async () => {
      const gzip = await release.gzip(file.name);
      if (!gzip) throw new Error(`The release ${release.id} has lost its file ${file.name}.`);
      return parseWideFile(name, gzip);
    });
  };
}
