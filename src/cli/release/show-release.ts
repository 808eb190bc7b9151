import { releaseCalendar } from '../../domain/release/calendar.ts';
import { sayProblem } from '../../domain/release/check.ts';
import { isPassed, type ReleaseState, SIGNATURES_NEEDED } from '../../domain/release/release.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { timeInWords, unknownRelease } from '../../publish/publish-release.ts';
import type { Database } from '../../store/database.ts';
import { listReleaseFiles, listReleases, readRelease, readSignatures } from '../../store/releases.ts';
import type { CommandContext } from '../command.ts';

type Out = Pick<CommandContext, 'say' | 'json'>;

/** What each state means for the one who asks. */
export const STATE_WORDS: Readonly<Record<ReleaseState, string>> = {
  made: 'made, to be signed by two people',
  signed: 'signed by two people, to be published when it is due',
  published: 'published',
  failed: 'has not passed all checks',
};

/** The releases of the next twelve months, with when each can be made and is due. */
export function showCalendar(now: Date, { say, json }: Out): void {
  for (const planned of releaseCalendar(londonDate(now))) {
    json(planned);
    say(
      `${planned.id}  counts to ${inWords(planned.asOf)}, made from ${inWords(londonDate(planned.makeFrom))}, published ${timeInWords(planned.dueAt)}`,
    );
  }
}

/** Every release, the latest first. */
export async function showReleases(owner: Database, { say, json }: Out): Promise<void> {
  const releases = await listReleases(owner);
  for (const { id, asOf, state, dueAt, publishedAt } of releases) {
    json({ id, asOf, state, dueAt, publishedAt });
    say(
      `${id.padEnd(10)}  ${STATE_WORDS[state]}; ${publishedAt ? timeInWords(publishedAt) : `due ${timeInWords(dueAt)}`}`,
    );
  }
  if (releases.length === 0) say('No release yet. Make one: npm run -s rollcall -- release make');
}

/** One release: its checks, one on a line, with their problems; its files; who signed it. @throws release-unknown */
export async function showRelease(owner: Database, id: string, { say, json }: Out): Promise<void> {
  const release = await readRelease(owner, id);
  if (release === null) throw unknownRelease(id);
  const files = await listReleaseFiles(owner, id);
  const signatures = (await readSignatures(owner, id)).filter(({ digest }) => digest === release.digest);
  json({ ...release, files, signatures: signatures.map(({ name, signedAt }) => ({ name, signedAt })) });
  say(`${id}: ${STATE_WORDS[release.state]}`);
  say(`  counts to    ${inWords(release.asOf)}`);
  say(`  made         ${timeInWords(release.madeAt)}, by version ${release.codeVersion}`);
  say(`  due          ${timeInWords(release.dueAt)}`);
  if (release.publishedAt) say(`  published    ${timeInWords(release.publishedAt)}`);
  if (release.note) say(`  corrects     ${release.note}`);
  say(`  revisions    ${release.rules.former ? `since ${release.rules.former}` : 'none: the first of its year'}`);
  say(`  digest       ${release.digest}`);
  say('Checks:');
  for (const check of release.checks) {
    say(`  ${isPassed(check) ? 'passed' : 'FAILED'}  ${check.name}`);
    for (const problem of check.problems) say(`          ${sayProblem(problem)}`);
    if (check.found > check.problems.length) say(`          and ${check.found - check.problems.length} more`);
  }
  say(`Signed by ${signatures.length} of ${SIGNATURES_NEEDED}:`);
  for (const { name, signedAt } of signatures) say(`  ${name}, ${timeInWords(signedAt)}`);
  say('Files:');
  for (const { name, bytes, isPublic } of files)
    say(
      `  ${name.padEnd(40)} ${bytes.toLocaleString('en-GB').padStart(13)} bytes${isPublic ? '' : ', not for the public'}`,
    );
}
