import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { latestToMake } from '../domain/release/calendar.ts';
import { isPassed } from '../domain/release/release.ts';
import { inWords } from '../domain/sessions/in-words.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { makeRelease } from '../publish/make-release.ts';
import { unpackFile } from '../publish/pack-file.ts';
import { publishRelease, timeInWords, unknownRelease } from '../publish/publish-release.ts';
import { verifyRelease } from '../publish/verify-release.ts';
import { listReleaseFiles, readReleaseFile } from '../store/releases.ts';
import type { Command, CommandContext } from './command.ts';
import { type Installation, openInstallation } from './installation.ts';
import { readDay } from './read-day.ts';
import { recordPublication } from './release/record-publication.ts';
import { codeVersion, releaseSettings } from './release/release-settings.ts';
import { showCalendar, showRelease, showReleases } from './release/show-release.ts';

type Options = Parameters<Command['run']>[0];

/** Actions that are about one release, which is named. */
const OF_ONE = ['show', 'publish', 'verify', 'files'] as const;
type OfOne = (typeof OF_ONE)[number];

/**
 * `rollcall release`: makes, shows, publishes and verifies releases of statistics. Signing is done by people who sign in, on the operators' pages.
 * Exit code 1 when checks failed, or when a file could not be made again as it was.
 */
export const release: Command = {
  name: 'release',
  summary: 'Makes, shows, publishes and verifies releases of statistics. Two operators sign each on their pages.',
  usage:
    'release calendar | release make [--as-of FRIDAY] [--note TEXT] | release list\n       release show ID | release publish ID | release verify ID | release files ID --out FOLDER [--json]',
  positionals: ['ACTION', '[ID]'],
  options: {
    'as-of': {
      type: 'string',
      doc: 'make: the last day that is counted, a Friday. Unset: the newest of the calendar that can be made now.',
    },
    note: { type: 'string', doc: 'make: what a correction of a published release corrects, as readers are told.' },
    out: { type: 'string', doc: 'files: the folder that they are written to. Files of the same names are replaced.' },
  },
  async run(options, [action, id], context) {
    if (action === 'calendar') {
      showCalendar(context.clock.now(), context);
      return 0;
    }
    const one = OF_ONE.find((each) => each === action);
    if (one === undefined && action !== 'make' && action !== 'list')
      throw invalid(
        `“${action ?? ''}” is not understood: release calendar, make, list, show, publish, verify or files.`,
      );
    if (one !== undefined && id === undefined) throw invalid(`Name the release: release ${one} 2026-w41.`);
    const installation = await openInstallation(context);
    try {
      if (action === 'make') return await make(installation, options, context);
      if (one !== undefined) return await DO[one](installation, id!, options, context);
      await showReleases(installation.logins.owner, context);
      return 0;
    } finally {
      await installation.close();
    }
  },
};

const invalid = (why: string) =>
  new RollcallError('command-invalid', `${why} See: npm run -s rollcall -- release --help`);

async function make({ logins }: Installation, options: Options, context: CommandContext): Promise<number> {
  const { config, clock, say, json } = context;
  const now = clock.now();
  const asOf = readDay(options, 'as-of') ?? latestToMake(now, londonDate(now))?.asOf;
  if (asOf === undefined) throw new RollcallError('release-too-early', 'No release of the calendar can be made yet.');
  const note = typeof options['note'] === 'string' ? options['note'].trim() : '';
  say(`Making the release as of ${inWords(asOf)} …`);
  const made = await makeRelease(
    {
      statistics: logins.statistics,
      now,
      codeVersion: codeVersion(),
      settings: releaseSettings(config),
      onStep: (step) => say(`  ${step} …`),
    },
    asOf,
    note,
  );
  const failed = made.checks.filter((check) => !isPassed(check)).map(({ name }) => name);
  json({ id: made.id, asOf, dueAt: made.dueAt, digest: made.digest, files: made.files.length, failed });
  say(
    made.passed
      ? `${made.id} is made: ${made.checks.length} checks passed, ${made.files.length} files. Two operators sign it on their pages; it is due ${timeInWords(made.dueAt)}.`
      : `${made.id} has not passed ${failed.join(', ')}. What is wrong: npm run -s rollcall -- release show ${made.id}`,
  );
  return made.passed ? 0 : 1;
}

type Doing = (installation: Installation, id: string, options: Options, context: CommandContext) => Promise<number>;

const DO: Readonly<Record<OfOne, Doing>> = {
  async show({ logins }, id, _options, context) {
    await showRelease(logins.owner, id, context);
    return 0;
  },

  async publish({ logins, auditKey }, id, _options, { clock, say, json }) {
    const now = clock.now();
    await publishRelease(logins.owner, id, now, recordPublication(auditKey, now, 'command line'));
    json({ id, publishedAt: now });
    say(`${id} is published. Pages, files and API show it from this moment on.`);
    return 0;
  },

  async verify({ logins }, id, _options, { config, say, json }) {
    const found = await verifyRelease(logins.owner, id, releaseSettings(config));
    const { codeVersion: was } = found.release;
    const others = found.files.filter((each) => each.found !== 'equal');
    const holds = others.length === 0 && found.digestHolds;
    const versions = { madeBy: was, verifiedBy: codeVersion() };
    json({ id, holds, ...versions, files: found.files, digestHolds: found.digestHolds, rules: found.ruleChanges });
    if (was !== codeVersion())
      say(`It was made by version ${was}, and this is ${codeVersion()}: a difference may come from that.`);
    for (const change of found.ruleChanges)
      say(`A setting is another now (${change}); it was made again under the one of then.`);
    for (const each of others) say(`  ${each.name}: ${FOUND_WORDS[each.found]}`);
    if (!found.digestHolds) say('  The digest that people signed is not that of its files.');
    say(
      holds
        ? `${id} was made again from its frozen inputs: ${found.files.length} files, every byte the same.`
        : `${id} cannot be made again as it was.`,
    );
    return holds ? 0 : 1;
  },

  async files({ logins }, id, options, { say, json }) {
    const folder = options['out'];
    if (typeof folder !== 'string' || folder === '') throw invalid('--out is missing.');
    const kept = await listReleaseFiles(logins.owner, id);
    if (kept.length === 0) throw unknownRelease(id);
    try {
      await mkdir(folder, { recursive: true });
      for (const { name } of kept)
        await writeFile(join(folder, name), unpackFile((await readReleaseFile(logins.owner, id, name))!));
    } catch (error) {
      if (error instanceof RollcallError) throw error;
      throw new RollcallError('file-invalid', `The files cannot be written to ${folder}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    json({ id, folder, files: kept.map(({ name }) => name) });
    say(`${kept.length} files of ${id} written to ${folder}.`);
    return 0;
  },
};

const FOUND_WORDS = {
  equal: 'every byte is the same',
  different: 'it is made otherwise now',
  missing: 'it is not made now',
  added: 'it is made now, and was not then',
} as const;
