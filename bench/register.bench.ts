import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Installation, openInstallation } from '../src/cli/installation.ts';
import { collectSchool } from '../src/collection/collect-school.ts';
import { readConfig } from '../src/config.ts';
import { addDays, type Half } from '../src/domain/sessions/dates.ts';
import { londonInstant } from '../src/domain/sessions/london.ts';
import { schoolDays } from '../src/domain/sessions/school-days.ts';
import { createLog } from '../src/log.ts';
import { makeTemporaryFolder } from '../src/store/temporary-folder.ts';
import { buildAgreement } from '../test/builders.ts';
import { ScriptedSource } from '../test/scripted-source.ts';
import { median, printTable, time } from './table.ts';

const PUPILS = 380;
const RUNS = 7;
const FIRST = '2025-09-01';
const LAST = '2026-07-17';
const HOLIDAYS = [
  { from: '2025-10-27', to: '2025-10-31' },
  { from: '2025-12-22', to: '2026-01-02' },
  { from: '2026-02-16', to: '2026-02-20' },
  { from: '2026-03-30', to: '2026-04-10' },
  { from: '2026-05-25', to: '2026-05-29' },
];
const CODES = ['/', '/', '/', '/', '/', '/', '/', '/', '/', '/', '/', '/', '/', '/', 'I', 'L', 'O', 'V', 'M', 'N'];

/**
 * What recording a school's register costs, from a source that answers at once (no HTTP), in the embedded PostgreSQL with its
 * durable settings, beside a bare COPY of the same register rows into a table with the same key, in the same run.
 */
export async function bench(): Promise<void> {
  const dataDir = makeTemporaryFolder('rollcall-bench-');
  const config = { ...readConfig({}), ROLLCALL_DATA_DIR: dataDir };
  const installation = await openInstallation({
    config,
    clock: { now: () => londonInstant(LAST, '16:30') },
    log: createLog('silent'),
  });
  try {
    await measure(installation);
  } finally {
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(installation: Installation): Promise<void> {
  const { owner } = installation.logins;
  const copier = new pg.Client({ connectionString: installation.ownerUrl });
  await copier.connect();
  await sql`CREATE TABLE yardstick (school_urn integer, week date, pupil_id integer, profile smallint, marks text COLLATE "C", attended smallint, authorised smallint, unauthorised smallint, PRIMARY KEY (school_urn, week, pupil_id))`.execute(
    owner,
  );
  const results: { what: string; ours: number[]; bare: number[]; rows: number }[] = [];
  const measureOne = async (
    what: string,
    ours: () => Promise<unknown>,
    rows: () => Promise<string[]>,
    prepare: () => Promise<void> = async () => {},
  ) => {
    const result = { what, ours: [] as number[], bare: [] as number[], rows: 0 };
    for (let run = 0; run < RUNS; run++) {
      await prepare();
      result.ours.push(await time(ours));
      const lines = await rows();
      result.rows = lines.length;
      await sql`TRUNCATE yardstick`.execute(owner);
      result.bare.push(await time(() => copy(copier, lines)));
    }
    results.push(result);
  };

  let urn = 900_000;
  const year = fullYear();
  const nextSchool = async () => {
    urn++;
    await buildAgreement(installation.logins.owner, urn);
  };
  const collect = (source: ScriptedSource, at: string) =>
    collectSchool(
      installation.logins.collector,
      urn,
      source,
      { now: () => londonInstant(at, '16:30') },
      {
        refreshDays: 7,
        completeReadDays: 7,
        overlapHours: 6,
        firstDay: '2025-08-04',
        signal: new AbortController().signal,
      },
    );
  const rowsOf = (week: string | null) => async () =>
    (
      await sql<{
        line: string;
      }>`SELECT concat_ws(E'\t', school_urn, week, pupil_id, profile, replace(marks, '\\', '\\\\'), attended, authorised, unauthorised) AS line FROM register_week WHERE school_urn = ${urn} AND (${week}::date IS NULL OR week = ${week}::date)`.execute(
        owner,
      )
    ).rows.map(({ line }) => line);

  await measureOne('landing a first year, one school', () => collect(year, LAST), rowsOf(null), nextSchool);
  const week = '2026-07-13';
  const windowed = onlyFrom(year, addDays(week, 0));
  await measureOne('re-reading an unchanged week', () => collect(windowed, LAST), rowsOf(week));
  let flip = 0;
  await measureOne(
    'landing a changed week (every pupil)',
    () => collect(changed(windowed, flip++), LAST),
    rowsOf(week),
  );
  await copier.end();

  console.log(
    `One school of ${PUPILS} pupils, ${year.marks.size.toLocaleString('en-GB')} marks a year; medians of ${RUNS} runs.\n`,
  );
  printTable(
    ['what', 'register rows', 'ours, ms', 'bare COPY, ms', 'ratio'],
    results.map(({ what, ours, bare, rows }) => [
      what,
      rows.toLocaleString('en-GB'),
      median(ours).toFixed(1),
      median(bare).toFixed(1),
      (median(ours) / median(bare)).toFixed(1),
    ]),
  );
  await printSizes(installation, urn - 900_000);
}

async function printSizes({ logins: { owner } }: Installation, schools: number): Promise<void> {
  await sql`VACUUM FULL`.execute(owner);
  const { rows } = await sql<{ name: string; bytes: number }>`
    SELECT coalesce(parent.relname, c.relname) AS name, sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND coalesce(parent.relname, c.relname) IN ('register_week', 'tally_session', 'tally_week', 'enrolment_year', 'tally_year', 'tally_published')
    GROUP BY 1 ORDER BY 2 DESC`.execute(owner);
  const register = rows.find(({ name }) => name === 'register_week')!.bytes;
  const models = rows.filter(({ name }) => name !== 'register_week');
  console.log(`\nSize of ${schools} such schools' year:\n`);
  const row = (name: string, bytes: number) => [
    name,
    (bytes / 1024 / 1024).toFixed(1),
    (bytes / schools / PUPILS).toFixed(0),
    (bytes / register).toFixed(2),
  ];
  printTable(
    ['table', 'MB', 'bytes a pupil-year', 'of the register'],
    [
      ...rows.map(({ name, bytes }) => row(name, bytes)),
      row(
        'read models together',
        models.reduce((sum, { bytes }) => sum + bytes, 0),
      ),
    ],
  );
}

async function copy(client: pg.Client, lines: readonly string[]): Promise<void> {
  await pipeline(Readable.from([lines.join('\n') + '\n']), client.query(copyFrom('COPY yardstick FROM STDIN')));
}

function fullYear(): ScriptedSource {
  const source = new ScriptedSource();
  source.pageSize = 200;
  for (let pupil = 1; pupil <= PUPILS; pupil++) source.addPupil(pupil, { characteristics: characteristicsOf(pupil) });
  let seed = 1;
  for (const day of schoolDays(FIRST, LAST, HOLIDAYS))
    for (const half of ['AM', 'PM'] as Half[])
      for (let pupil = 1; pupil <= PUPILS; pupil++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        const code = CODES[seed % CODES.length]!;
        source.set(pupil, day, half, code === '/' && half === 'PM' ? '\\' : code);
      }
  return source;
}

/** Characteristics in about the national shares, so that profiles and groups are as many as in a real school. */
function characteristicsOf(pupil: number) {
  const ethnicity = [
    'WBRI',
    'WBRI',
    'WBRI',
    'WBRI',
    'WBRI',
    'WBRI',
    'WOTH',
    'BAFR',
    'APKN',
    'AIND',
    'MOTH',
    'ABAN',
    'REFU',
  ][(pupil * 7) % 13]!;
  return {
    ncYear: String(7 + (pupil % 5)),
    gender: pupil % 2 ? 'F' : 'M',
    ethnicity,
    lookedAfter: pupil % 180 === 0,
    previouslyLookedAfter: pupil % 150 === 0,
    senSupport: pupil % 7 === 0,
    ehcPlan: pupil % 19 === 0,
    freeSchoolMeals: pupil % 4 === 0,
  };
}

function onlyFrom(source: ScriptedSource, from: string): ScriptedSource {
  const part = new ScriptedSource();
  part.pageSize = 200;
  part.pupils = source.pupils;
  for (const [key, mark] of source.marks) if (mark.date >= from) part.marks.set(key, mark);
  // The days of the window before the week must still be there, or their marks would look removed.
  for (const [key, mark] of source.marks)
    if (mark.date < from && mark.date >= addDays(LAST, -7)) part.marks.set(key, mark);
  return part;
}

function changed(source: ScriptedSource, turn: number): ScriptedSource {
  const other = onlyFrom(source, '2026-01-01');
  for (let pupil = 1; pupil <= PUPILS; pupil++) other.set(pupil, '2026-07-15', 'AM', turn % 2 === 0 ? 'I' : 'O');
  return other;
}
