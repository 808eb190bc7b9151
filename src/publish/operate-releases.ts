import { RollcallError } from '../errors.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import {
  addSignature,
  listReleaseFiles,
  listReleases,
  readRelease,
  readReleaseFile,
  readSignatures,
  type Signature,
  type StoredFile,
  type StoredRelease,
} from '../store/releases.ts';
import { unpackFile } from './pack-file.ts';
import { timeInWords, unknownRelease } from './publish-release.ts';
import { type PublishedHeadlines, readPublishedHeadlines } from './published-headlines.ts';

export type { PublishedHeadlines, Signature, StoredFile, StoredRelease };

/** All that an operator looks at before signing. */
export interface OperatorRelease {
  readonly release: StoredRelease;
  readonly files: readonly StoredFile[];
  /** Of the release as it is now. */
  readonly signatures: readonly Signature[];
  readonly headlines: PublishedHeadlines;
}

/** All releases, the latest first. @param scope the operator's */
export const readOperatorReleases = (database: Database, scope: Scope): Promise<StoredRelease[]> =>
  withScope(database, scope, listReleases);

/** One release; null when there is none of that name. @param scope the operator's */
export const readOperatorRelease = (database: Database, scope: Scope, id: string): Promise<OperatorRelease | null> =>
  withScope(database, scope, async (transaction) => {
    const release = await readRelease(transaction, id);
    if (release === null) return null;
    const files = await listReleaseFiles(transaction, id);
    const signatures = (await readSignatures(transaction, id)).filter(({ digest }) => digest === release.digest);
    return { release, files, signatures, headlines: await readPublishedHeadlines(transaction, id) };
  });

/** A public file of a release, before it is published too. @param scope the operator's */
export async function readOperatorFile(
  database: Database,
  scope: Scope,
  id: string,
  name: string,
): Promise<Buffer | null> {
  const file = await withScope(database, scope, (transaction) => readReleaseFile(transaction, id, name));
  return file && unpackFile(file);
}

/** Who signs what: the digest is that of the release as they were shown it. */
export interface Signing {
  readonly id: string;
  readonly digest: string;
  readonly personKey: string;
  readonly name: string;
}

/**
 * Signs a release for the operator who acts.
 * @throws release-unknown, release-published, release-checks-failed, release-overtaken; release-signed-already when this person has signed it
 */
export async function signRelease(database: Database, scope: Scope, signing: Signing, now: Date): Promise<void> {
  const { id, digest, personKey, name } = signing;
  await withScope(database, scope, async (transaction) => {
    const release = await readRelease(transaction, id);
    if (release === null) throw unknownRelease(id);
    if (release.publishedAt)
      throw new RollcallError('release-published', `${id} was published on ${timeInWords(release.publishedAt)}.`);
    if (release.state === 'failed')
      throw new RollcallError('release-checks-failed', `${id} has not passed all checks: it cannot be signed.`);
    if (release.digest !== digest)
      throw new RollcallError(
        'release-overtaken',
        `${id} was made anew since you looked at it. Nothing was signed: look at it again.`,
      );
    if (!(await addSignature(transaction, id, { personKey, name, signedAt: now, digest })))
      throw new RollcallError(
        'release-signed-already',
        `You have signed ${id} already. Another person must give the second signature.`,
      );
  });
}
