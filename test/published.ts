import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Unpacks files of `test/published` into a folder. @returns their paths, in the order of their names */
export const unpackPublished = (folder: string, ...names: readonly string[]): string[] =>
  names.map((name) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'published', `${name}.csv.gz`))));
    return path;
  });
