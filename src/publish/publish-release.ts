import { type NotPublished, SIGNATURES_NEEDED, whyNotPublish } from '../domain/release/release.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../domain/sessions/london.ts';
import { type ErrorCode, RollcallError } from '../errors.ts';
import type { Database, Handle } from '../store/database.ts';
import {
  holdRelease,
  listPublished,
  listReleases,
  markPublished,
  readSignatures,
  type StoredRelease,
} from '../store/releases.ts';

const CODES: Readonly<Record<NotPublished, ErrorCode>> = {
  'published-already': 'release-published',
  'checks-failed': 'release-checks-failed',
  'signatures-missing': 'release-unsigned',
  embargoed: 'release-embargoed',
};

/**
 * Publishes a release: pages, files and API change at this one moment.
 * @param owner the owner's login
 * @param alongside done in the same transaction, such as a line of the audit
 * @throws release-unknown, release-published, release-checks-failed, release-unsigned, release-embargoed, release-not-newest
 */
export async function publishRelease(
  owner: Database,
  id: string,
  now: Date,
  alongside: (transaction: Handle, release: StoredRelease) => Promise<void> = async () => {},
): Promise<StoredRelease> {
  return owner.transaction().execute(async (transaction) => {
    const release = await holdRelease(transaction, id);
    if (release === null) throw unknownRelease(id);
    const signatures = (await readSignatures(transaction, id)).filter(({ digest }) => digest === release.digest).length;
    const why = whyNotPublish({ ...release, signatures }, release.dueAt, now);
    if (why !== null) throw new RollcallError(CODES[why], WORDS[why](release, signatures));
    const [latest] = await listPublished(transaction, release.startYear);
    if ((latest?.id ?? null) !== release.rules.former) throw notNewest(release, latest);
    await markPublished(transaction, id, now);
    await alongside(transaction, release);
    return { ...release, state: 'published', publishedAt: now };
  });
}

/**
 * Publishes every signed release whose time has come, the oldest first. It may run at any time, and again.
 * @returns their names
 * @throws release-not-newest when one of them must be made anew; the others are published
 */
export async function publishDue(
  owner: Database,
  now: Date,
  alongside?: Parameters<typeof publishRelease>[3],
): Promise<string[]> {
  const due = (await listReleases(owner)).filter(({ state, dueAt }) => state === 'signed' && dueAt <= now);
  const published: string[] = [];
  const errors: unknown[] = [];
  for (const { id } of due.toReversed())
    await publishRelease(owner, id, now, alongside).then(
      () => published.push(id),
      (error: unknown) => errors.push(error),
    );
  if (errors.length > 0) throw errors[0];
  return published;
}

const notNewest = ({ id, rules }: StoredRelease, latest: StoredRelease | undefined): RollcallError =>
  new RollcallError(
    'release-not-newest',
    `${id} was compared with ${rules.former ?? 'no release'}, and ${latest?.id ?? 'none'} is the newest that is published. Make ${id} anew and let two people sign it.`,
  );

export const unknownRelease = (id: string): RollcallError =>
  new RollcallError('release-unknown', `There is no release ${id}. See: npm run -s rollcall -- release list`);

/** `Thursday 22 October 2026, 09:30` */
export const timeInWords = (time: Date): string => `${inWords(londonDate(time))}, ${londonTime(time)}`;

const WORDS: Readonly<Record<NotPublished, (release: StoredRelease, signatures: number) => string>> = {
  'published-already': ({ id, publishedAt }) => `${id} was published on ${timeInWords(publishedAt!)}.`,
  'checks-failed': ({ id, checks }) =>
    `${id} has not passed ${checks
      .filter(({ found }) => found > 0)
      .map(({ name }) => name)
      .join(', ')}: it cannot be published.`,
  'signatures-missing': ({ id }, signatures) =>
    `${id} is signed by ${signatures === 0 ? 'nobody' : 'one person'}: ${SIGNATURES_NEEDED} different people must sign it.`,
  embargoed: ({ id, dueAt }) => `${id} is due on ${timeInWords(dueAt)}, and is published at that time, not before.`,
};
