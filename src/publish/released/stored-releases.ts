import type { Database } from '../../store/database.ts';
import {
  listReleaseFiles,
  listReleases,
  readLatestRelease,
  readRelease,
  readReleaseFile,
  type StoredRelease,
} from '../../store/releases.ts';
import type { ReleasedFiles, ReleaseFacts, Releases } from './released-files.ts';

/**
 * The published releases of the database, as everyone may see them. The viewer's login sees no other outside an operator's scope, and what is published
 * is never changed: so what `latest` gives is of one moment, however long its files are read.
 */
export function storedReleases(viewer: Database): Releases {
  return {
    latest: async () => filesOf(viewer, await readLatestRelease(viewer)),
    find: async (id) => filesOf(viewer, await readRelease(viewer, id)),
    list: async () => (await listReleases(viewer)).flatMap((each) => factsOf(each) ?? []),
  };
}

function factsOf({ id, startYear, asOf, publishedAt, note }: StoredRelease): ReleaseFacts | null {
  return publishedAt && { id, startYear, asOf, publishedAt, note: note === '' ? null : note };
}

async function filesOf(viewer: Database, release: StoredRelease | null): Promise<ReleasedFiles | null> {
  const facts = release && factsOf(release);
  if (!facts) return null;
  const kept = (await listReleaseFiles(viewer, facts.id)).filter(({ isPublic }) => isPublic);
  return {
    ...facts,
    files: kept.map(({ name, digest, bytes }) => ({ name, digest, bytes })),
    gzip: async (name) => {
      if (!kept.some((each) => each.name === name)) return null;
      return (await readReleaseFile(viewer, facts.id, name))?.content ?? null;
    },
  };
}
