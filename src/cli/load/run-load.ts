import cliProgress from 'cli-progress';
import { sql } from 'kysely';
import { RollcallError } from '../../errors.ts';
import { PUPIL_DAYS } from '../../sandbox/mis/held-year.ts';
import type { Database } from '../../store/database.ts';
import type { Command, CommandContext } from '../command.ts';
import { openInstallation } from '../installation.ts';
import { type LoadOptions, loadSchools } from './load-schools.ts';

type Options = Parameters<Command['run']>[0];

/** One per cent of England's state-funded schools, and of their pupils for each of them. */
const SCHOOLS = 240;
const PUPILS_A_SCHOOL = 380;
/** URNs from 950001 to 999999, and a database on one machine. */
const MOST_SCHOOLS = 5000;
const MOST_PUPILS = 2_000_000;

/** The options of `sandbox load` besides `schools` and `seed`, which all of `sandbox` has. */
export const LOAD_OPTIONS = {
  days: {
    type: 'string',
    doc: `With load: the last so many school days before now, 1 to ${PUPIL_DAYS}, of the academic year that has held so many (this one or the last).`,
    default: String(PUPIL_DAYS),
  },
  pupils: {
    type: 'string',
    doc: `With load: pupils of all schools together, exactly. Unset: ${PUPILS_A_SCHOOL} for each school.`,
  },
  authority: {
    type: 'string',
    doc: 'With load: code of the local authority that all the schools are in, so that one officer sees them all.',
    default: '330',
  },
} as const;

/**
 * `rollcall sandbox load`: puts invented schools with their marks straight into the store of this installation, without any HTTP.
 * @throws sandbox-refused in production, where real schools share, and where the schools are there with other data
 */
export async function runLoad(options: Options, context: CommandContext): Promise<number> {
  const { config, clock, say, json, signal } = context;
  if (config.NODE_ENV === 'production')
    throw new RollcallError('sandbox-refused', 'Invented schools are never loaded in production (NODE_ENV).');
  const schools = readWhole(options, 'schools', MOST_SCHOOLS, SCHOOLS);
  const asked = {
    schools,
    pupils: readWhole(options, 'pupils', MOST_PUPILS, schools * PUPILS_A_SCHOOL, schools),
    days: readWhole(options, 'days', PUPIL_DAYS, PUPIL_DAYS),
    seed: readWhole(options, 'seed', 2_147_483_647, 1, 0),
    authority: String(options['authority']),
    now: clock.now(),
    signal,
  };
  const installation = await openInstallation(context);
  try {
    const started = performance.now();
    const progress = showProgress(context, schools);
    const loaded = await loadSchools(installation.logins.owner, installation.ownerUrl, {
      ...asked,
      onSchool: progress.onSchool,
    }).finally(progress.stop);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const bytes = await readSizes(installation.logins.owner);
    json({ ...loaded, seconds, bytes });
    if (signal.aborted) {
      say(`Stopped after ${loaded.schools} schools. The same command goes on from there.`);
      return 1;
    }
    const count = (number: number) => number.toLocaleString('en-GB');
    say(
      `${count(loaded.schools)} schools loaded in ${count(seconds)} s: ${count(loaded.pupils)} pupils, ${count(loaded.marks)} marks (URN ${loaded.firstUrn} to ${loaded.lastUrn}).`,
    );
    if (loaded.kept > 0) say(`${count(loaded.kept)} were there already, the same ones.`);
    for (const [table, size] of Object.entries(bytes))
      say(`  ${table.padEnd(16)} ${(size / 1024 / 1024).toFixed(1).padStart(8)} MB`);
    return 0;
  } finally {
    await installation.close();
  }
}

function readWhole(options: Options, name: string, most: number, usual: number, least = 1): number {
  const text = options[name];
  if (text === undefined) return usual;
  if (typeof text === 'string' && /^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most)
    return Number(text);
  throw new RollcallError(
    'command-invalid',
    `--${name} is "${text}", but it must be a whole number from ${least} to ${most}.`,
  );
}

function showProgress(
  { wantsJson, say }: CommandContext,
  schools: number,
): { onSchool: NonNullable<LoadOptions['onSchool']>; stop(): void } {
  if (wantsJson) return { onSchool: () => {}, stop: () => {} };
  if (!process.stdout.isTTY) {
    say(`Loading ${schools} schools …`);
    return { onSchool: () => {}, stop: () => {} };
  }
  const format = 'Loading schools  {bar}  {value} of {total}, {marks} marks';
  const bar = new cliProgress.SingleBar(
    { format, hideCursor: true, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(schools, 0, { marks: '0' });
  return {
    onSchool: (done, marks) => bar.update(done, { marks: marks.toLocaleString('en-GB') }),
    stop: () => bar.stop(),
  };
}

const SIZED = ['register_week', 'tally_session', 'tally_week', 'tally_year', 'tally_published', 'enrolment_year'];

/** Bytes of the register and of what is kept beside it, each with its index. */
export async function readSizes(owner: Database): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    SELECT coalesce(parent.relname, c.relname) AS name, sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND coalesce(parent.relname, c.relname) = ANY (${SIZED})
    GROUP BY 1 ORDER BY 2 DESC`.execute(owner);
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
}
