import { correctionDue, plannedRelease } from '../domain/release/calendar.ts';
import { keepPast } from '../domain/release/keep-past.ts';
import { isPassed } from '../domain/release/release.ts';
import { type ReleaseRules, releaseRules } from '../domain/release/rules.ts';
import { academicYear, academicYearOf } from '../domain/sessions/academic-year.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate } from '../domain/sessions/london.ts';
import type { ReleaseInputs } from '../domain/statistics/release-inputs.ts';
import { RollcallError } from '../errors.ts';
import type { Database, Handle } from '../store/database.ts';
import {
  hasRelease,
  listPublished,
  type NewRelease,
  nextCorrection,
  type PackedFile,
  readReleaseFile,
  writeRelease,
} from '../store/releases.ts';
import { buildRelease, type FormerSource, HIDDEN_FILE, readHeadlines, readHidden } from './build-release.ts';
import { digestOf, packFile, unpackFile } from './pack-file.ts';
import { parseInputs, readInputs, writeInputs } from './release-inputs.ts';

/** The file of a release that is not public: sums of areas from which all others are made again. */
export const INPUTS_FILE = 'inputs.csv';

export interface MakingParts {
  /** The statistics login, which sees tallies and no pupil. */
  readonly statistics: Database;
  readonly now: Date;
  readonly codeVersion: string;
  readonly settings: Pick<ReleaseRules, 'disclosure' | 'limits' | 'invented'>;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
}

/** A release that was made, with how many checks it passed. */
export interface MadeRelease extends NewRelease {
  readonly files: readonly PackedFile[];
  readonly passed: boolean;
}

/**
 * Makes a release as of a Friday, and keeps it with all its files, or nothing of it. A published one is never touched: the next is its correction. One that
 * is not published is made anew, and its signatures are gone. A release with a failed check is kept, as failed, with what was wrong.
 * @param note what a correction corrects, as readers are told
 * @throws command-invalid, release-too-early, release-not-newest, release-empty, release-overtaken, database-outdated
 */
export async function makeRelease(parts: MakingParts, asOf: string, note = ''): Promise<MadeRelease> {
  const { statistics, now, codeVersion, settings, onStep = () => {} } = parts;
  const { startYear } = academicYearOf(asOf);
  const correction = await nextCorrection(statistics, asOf);
  const planned = plannedRelease(asOf, correction);
  refuseEarly(planned.makeFrom, asOf, now);
  const [latest] = await listPublished(statistics, startYear);
  if (latest && latest.asOf > asOf) throw notNewest(asOf, latest);
  if (correction > 1 && note === '')
    throw new RollcallError(
      'command-invalid',
      `A release as of ${inWords(asOf)} is published. Say what the correction corrects: --note.`,
    );
  onStep('Adding up the tallies of the schools that share');
  const read = await readInputs(statistics, startYear, asOf);
  const former = latest ? await readNewest(statistics, latest) : null;
  const inputs = former
    ? keepPast(read, { ...former.inputs, hidden: former.hidden }, settings.disclosure.leastSchoolsUnknown)
    : read;
  if (inputs.rows.length === 0)
    throw new RollcallError('release-empty', `No school that shares has a session to count up to ${inWords(asOf)}.`);
  const rules = releaseRules(academicYear(startYear), settings, former?.id ?? null);
  const dueAt = correction > 1 ? correctionDue(londonDate(now)) : planned.dueAt;
  const facts = { id: planned.id, startYear, asOf, dueAt, invented: settings.invented };
  onStep('Hiding what could tell of a school or a child, and trying to tell it');
  const built = await buildRelease({ facts, inputs, rules, former }, (name) => onStep(`Writing and checking ${name}`));
  const frozen = await packFile(INPUTS_FILE, false, writeInputs(inputs));
  const files = [...built.files, frozen];
  const made: NewRelease = {
    ...{ id: planned.id, startYear, asOf, dueAt, madeAt: now, codeVersion, rules, note },
    digest: digestOf(files),
    inputsDigest: frozen.digest,
    checks: built.checks,
  };
  await keep(statistics, made, files, correction);
  return { ...made, files, passed: made.checks.every(isPassed) };
}

/** Whether a release of this name is there, in whatever state. */
export const isMade = async (statistics: Database, id: string): Promise<boolean> => hasRelease(statistics, id);

function refuseEarly(makeFrom: Date, asOf: string, now: Date): void {
  if (now < makeFrom)
    throw new RollcallError(
      'release-too-early',
      `Marks of the week to ${inWords(asOf)} can still change: the release can be made from ${inWords(londonDate(makeFrom))} on.`,
    );
}

const notNewest = (asOf: string, { id }: NewRelease): RollcallError =>
  new RollcallError(
    'release-not-newest',
    `${id} is published, and has the weeks to ${inWords(asOf)} too. What it has of them can be corrected: make a release as of its own day.`,
  );

/** The latest published release of the academic year, with what it was made from. */
async function readNewest(
  statistics: Database,
  { id }: NewRelease,
): Promise<FormerSource & { readonly id: string; readonly inputs: ReleaseInputs }> {
  const inputs = parseInputs((await readFile(statistics, id, INPUTS_FILE)).toString());
  return { id, inputs, ...(await readFormer(statistics, id)) };
}

/** What another release needs of a published one, and of those before it. */
export async function readFormer(handle: Handle, id: string): Promise<FormerSource> {
  const headlines = readHeadlines(await readFile(handle, id, 'weekly.csv'));
  return { ...readHidden(await readFile(handle, id, HIDDEN_FILE)), headlines };
}

async function readFile(handle: Handle, id: string, name: string): Promise<Buffer> {
  const file = await readReleaseFile(handle, id, name);
  if (!file) throw new RollcallError('file-invalid', `The release ${id} has lost its file ${name}.`);
  return unpackFile(file);
}

/** All of it or nothing. Whoever published a release of this day meanwhile has made ours a correction of it. */
async function keep(
  statistics: Database,
  made: NewRelease,
  files: readonly PackedFile[],
  correction: number,
): Promise<void> {
  await statistics.transaction().execute(async (transaction) => {
    if ((await nextCorrection(transaction, made.asOf)) !== correction)
      throw new RollcallError(
        'release-overtaken',
        `${made.id} was published while it was made anew. Nothing was kept.`,
      );
    await writeRelease(transaction, made, files);
  });
}
