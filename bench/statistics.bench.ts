import { createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Installation, openInstallation } from '../src/cli/installation.ts';
import { readConfig } from '../src/config.ts';
import { DEFAULT_SETTINGS } from '../src/domain/disclosure/settings.ts';
import { keepPast } from '../src/domain/release/keep-past.ts';
import { academicYearOf } from '../src/domain/sessions/academic-year.ts';
import { londonDate, londonInstant } from '../src/domain/sessions/london.ts';
import { PHASES } from '../src/domain/statistics/phase.ts';
import type { ReleaseInputs } from '../src/domain/statistics/release-inputs.ts';
import { statisticsOfInputs } from '../src/domain/statistics/statistics-of-inputs.ts';
import { createLog } from '../src/log.ts';
import { makeSafe, type SafeStatistics } from '../src/publish/make-safe.ts';
import { readInputs, writeInputs } from '../src/publish/release-inputs.ts';
import { tablesOf } from '../src/publish/tables-of-statistics.ts';
import { writeStatistics } from '../src/publish/write-statistics.ts';
import { readAuthorities, readRegions } from '../src/schools/area-history.ts';
import { writeLocalAuthorities, writeRegions } from '../src/store/schools.ts';
import { makeTemporaryFolder } from '../src/store/temporary-folder.ts';
import { type DuckSums, openDuckSums, UnpackedFiles } from './statistics/duck-sums.ts';
import { copyNation, makePatterns, makeSchools } from './statistics/make-nation.ts';
import { printTable, time } from './table.ts';

/** When all of the 190 school days of a year have been held, and the Friday after. */
const NOW = londonInstant('2026-07-20', '16:30');
const AS_OF = '2026-07-24';
const BEFORE = '2026-07-10';
const clock = { now: () => NOW };
/** State-funded schools of England, about. */
const SCHOOLS = 21_000;
/** Schools that are made up mark by mark; all others are one of them over again. */
const PATTERNS = 240;

/**
 * What it takes to make all files of a release from a nation's tallies of a whole year, in the embedded PostgreSQL with its durable settings, beside
 * DuckDB, which makes the same sums from the same tallies, unpacked into columns in a file of its own.
 * `--schools N` takes fewer; `--ours` leaves DuckDB out; `--inputs FILE` keeps the sums there.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      schools: { type: 'string', default: String(SCHOOLS) },
      ours: { type: 'boolean', default: false },
      inputs: { type: 'string' },
    },
  });
  const folder = makeTemporaryFolder('rollcall-bench-');
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const config = { ...readConfig({}), ROLLCALL_DATA_DIR: dataDir };
  const installation = await openInstallation({ config, clock, log: createLog('silent') });
  try {
    const duck = await prepare(installation, Number(values.schools), folder, !values.ours);
    try {
      await measure(installation, folder, values.inputs ?? join(folder, 'inputs.csv'), duck);
    } finally {
      duck?.close();
    }
  } finally {
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { startYear } = academicYearOf(londonDate(NOW));

async function prepare(
  { logins: { owner }, ownerUrl }: Installation,
  schools: number,
  folder: string,
  withDuck: boolean,
): Promise<DuckSums | null> {
  await writeRegions(owner, readRegions());
  await writeLocalAuthorities(owner, readAuthorities(), true);
  const { rows: authorities } = await sql<{ laCode: string; region: string }>`
    SELECT la_code AS "laCode", region_code AS region FROM local_authority WHERE valid_to IS NULL ORDER BY 1`.execute(
    owner,
  );
  const files = new UnpackedFiles(folder);
  const seconds = await time(async () => {
    const patterns = makePatterns(Math.min(PATTERNS, schools), startYear, NOW);
    const made = makeSchools(
      schools,
      patterns,
      authorities.map(({ laCode }) => laCode),
    );
    await copyNation(ownerUrl, startYear, made, (school) => (withDuck ? files.add(school) : Promise.resolve()));
    await files.close();
  });
  const { rows: sizes } = await sql<{ bytes: number; text: number }>`
    SELECT pg_total_relation_size('tally_published') AS bytes, sum(length(days) + length(weeks)) AS text FROM tally_published`.execute(
    owner,
  );
  console.log(
    `${count(schools)} schools of a whole year in ${authorities.length} authorities, made up in ${inSeconds(seconds)} s: tallies for publication take ${megabytes(sizes[0]!.bytes)} MB (${megabytes(sizes[0]!.text)} MB of text).`,
  );
  const duck = withDuck ? await openDuckSums(files, folder, authorities) : null;
  if (withDuck && !duck) console.log('DuckDB is missing: npm ci installs it. Its column stays empty.');
  return duck;
}

async function measure({ logins }: Installation, folder: string, file: string, duck: DuckSums | null): Promise<void> {
  let inputs: ReleaseInputs | null = null;
  const sums = await time(async () => {
    inputs = await readInputs(logins.statistics, startYear, AS_OF);
    await pipeline(Readable.from(writeInputs(inputs)), createWriteStream(file));
  });
  const made = inputs as unknown as ReleaseInputs;
  const duckSums = duck && (await time(() => duck.sum()));
  if (duck) await compare(made, duck);
  let safe: SafeStatistics | null = null;
  const control = await time(async () => {
    safe = await makeSafe(statisticsOfInputs(made), 'strict', DEFAULT_SETTINGS);
  });
  const { series, strict } = safe as unknown as SafeStatistics;
  const after = await measureAfter(await readInputs(logins.statistics, startYear, BEFORE), made);
  const out = join(folder, 'files');
  let names: readonly string[] = [];
  const files = await time(async () => {
    names = await writeStatistics(out, tablesOf(series, startYear));
  });
  const bytes = names.reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
  const row = (what: string, ours: number, theirs: number | null) => [
    what,
    inSeconds(ours),
    theirs === null ? '' : inSeconds(theirs),
    theirs === null ? '' : (ours / theirs).toFixed(1),
  ];
  console.log();
  printTable(
    ['step', 'ours, s', 'DuckDB, s', 'ratio'],
    [
      row(`tallies to sums in a file (${count(made.rows.length)} rows)`, sums, duckSums),
      row(
        `disclosure control (${count(strict!.hidden)} of ${count(strict!.rows)} rows hidden, ${count(strict!.countsTried)} counts attacked)`,
        control,
        null,
      ),
      row('disclosure control after the release of two weeks before', after, null),
      row(`${names.length} published files (${megabytes(bytes)} MB)`, files, null),
      row('tallies to all files', sums + control + files, null),
    ],
  );
  console.log(`\nMost memory of the program: ${megabytes(process.resourceUsage().maxRSS * 1024)} MB.`);
}

/** Disclosure control of a release that is not the first of its year. */
async function measureAfter(before: ReleaseInputs, now: ReleaseInputs): Promise<number> {
  const { hiddenRows } = await makeSafe(statisticsOfInputs(before), 'strict', DEFAULT_SETTINGS);
  const hidden = new Set(hiddenRows);
  return time(async () => {
    const inputs = keepPast(now, { ...before, hidden }, DEFAULT_SETTINGS.leastSchoolsUnknown);
    await makeSafe(statisticsOfInputs(inputs), 'strict', DEFAULT_SETTINGS, { asOf: [before.asOf], hidden });
  });
}

/** Both have made the same sums, or the measurement says nothing. */
async function compare({ rows }: ReleaseInputs, duck: DuckSums): Promise<void> {
  for (const phase of PHASES)
    for (const group of ['all', 'free_school_meals=yes', 'sen=support', 'gender=F']) {
      const own = rows.find(
        (row) => row.area === 'E92000001' && row.phase === phase && row.group === group && row.period.kind === 'year',
      );
      if (!own) continue;
      const pupils = own.bands!.reduce((sum, each) => sum + each, 0);
      const ours = [own.counts.get('possible_sessions')!, own.schools, ...own.largest, pupils];
      const theirs = await duck.yearOf(phase, group);
      if (ours.join() !== theirs.join())
        throw new Error(`The sums of ${phase}, ${group} differ: ours ${ours.join()}, DuckDB ${theirs.join()}`);
    }
}

const count = (number: number): string => number.toLocaleString('en-GB');
const inSeconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
const megabytes = (bytes: number): string => count(Math.round(bytes / 1024 / 1024));
