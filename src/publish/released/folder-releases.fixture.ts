import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReleasedFiles, ReleaseFacts, Releases } from './released-files.ts';

/** A release whose files lie in a folder, as `rollcall statistics` writes them. */
export function releaseOfFolder(folder: string, facts: ReleaseFacts): ReleasedFiles {
  const bodies = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  const gzips = new Map<string, Buffer>();
  return {
    ...facts,
    files: [...bodies].map(([name, body]) => ({
      name,
      bytes: body.length,
      digest: createHash('sha256').update(body).digest('hex'),
    })),
    async gzip(name) {
      const body = bodies.get(name);
      if (body && !gzips.has(name)) gzips.set(name, gzipSync(body));
      return gzips.get(name) ?? null;
    },
  };
}

/** Releases for tests, the newest first. They can be changed: what is added is published from then on. */
export function releasesOf(releases: ReleasedFiles[]): Releases {
  return {
    latest: async () => releases[0] ?? null,
    find: async (id) => releases.find((each) => each.id === id) ?? null,
    list: async () => releases,
  };
}
