import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Installation, openInstallation } from '../src/cli/installation.ts';
import { loadSchools } from '../src/cli/load/load-schools.ts';
import { readSizes } from '../src/cli/load/run-load.ts';
import { readConfig } from '../src/config.ts';
import { academicYearOf } from '../src/domain/sessions/academic-year.ts';
import { londonInstant } from '../src/domain/sessions/london.ts';
import { createLog } from '../src/log.ts';
import { createRandom } from '../src/sandbox/random.ts';
import { makeTemporaryFolder } from '../src/store/temporary-folder.ts';
import { cpuClock } from './reports/cpu-time.ts';
import { type Measured, measurePage, type Sample } from './reports/measure-page.ts';
import { type BenchApp, EMPTY_PAGE, openBenchApp } from './reports/open-bench-app.ts';
import { measuredPages, TARGETS } from './reports/pages.ts';
import { openDuckDb, openPlainTable, type Yardstick } from './reports/yardsticks.ts';
import { printTable } from './table.ts';

/** The Monday after the last day of term: a whole year of 190 school days is there. */
const NOW = londonInstant('2026-07-20', '16:30');
const AUTHORITY = '330';
const SAMPLED = 24;
/** Two days later, so that everything has been known for a while. */
const clock = { now: () => londonInstant('2026-07-22', '09:15') };

/**
 * What every report page costs at the server with one per cent of England loaded for a year, in the embedded PostgreSQL with its durable
 * settings, beside the same questions put to a plain table of a row a session and to DuckDB, in the same run.
 * `--data DIR` keeps what was loaded for the next run; `--schools N` loads fewer; `--page TEXT,TEXT` measures only pages with one of these in their name;
 * `--ours` leaves the yardsticks out, which take most of the time.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      data: { type: 'string' },
      schools: { type: 'string', default: '240' },
      page: { type: 'string', default: '' },
      ours: { type: 'boolean', default: false },
    },
  });
  const dataDir = values.data === undefined ? makeTemporaryFolder('rollcall-bench-') : resolve(values.data);
  mkdirSync(dataDir, { recursive: true });
  const config = { ...readConfig({}), ROLLCALL_DATA_DIR: dataDir };
  const installation = await openInstallation({ config, clock, log: createLog('silent') });
  const opened: { close(): Promise<unknown> }[] = [installation];
  try {
    const urns = await load(installation, Number(values.schools));
    const yardsticks = values.ours ? [] : await openYardsticks(installation, urns, dataDir, opened);
    await sql`VACUUM (ANALYZE)`.execute(installation.logins.owner);
    const bench = await openBenchApp(installation, clock);
    opened.push(bench.app);
    const { base, measured } = await measureAll(installation, bench, yardsticks, urns, values.page);
    printPages(measured, yardsticks, base);
    printSizes(await readSizes(installation.logins.owner), yardsticks);
  } finally {
    for (const each of opened.reverse()) await each.close();
    if (values.data === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function load({ logins, ownerUrl }: Installation, schools: number): Promise<number[]> {
  const started = performance.now();
  const { firstUrn, lastUrn, kept, marks } = await loadSchools(logins.owner, ownerUrl, {
    schools,
    pupils: schools * 380,
    days: 190,
    seed: 1,
    authority: AUTHORITY,
    now: NOW,
    signal: new AbortController().signal,
  });
  const done =
    kept === schools ? 'were there already' : `${marks.toLocaleString('en-GB')} marks loaded in ${seconds(started)} s`;
  console.log(`${schools} schools, ${(schools * 380).toLocaleString('en-GB')} pupils, 190 days: ${done}.`);
  return Array.from({ length: lastUrn - firstUrn + 1 }, (_, index) => firstUrn + index);
}

const seconds = (started: number) => ((performance.now() - started) / 1000).toFixed(0);

async function openYardsticks(
  { ownerUrl }: Installation,
  urns: readonly number[],
  dataDir: string,
  opened: { close(): Promise<unknown> }[],
): Promise<Yardstick[]> {
  const started = performance.now();
  const yardsticks = [await openPlainTable(ownerUrl, urns), await openDuckDb(ownerUrl, join(dataDir, 'marks.duckdb'))];
  const there = yardsticks.filter((each) => each !== null);
  opened.push(...there);
  console.log(`Yardsticks ready in ${seconds(started)} s.\n`);
  return there;
}

async function measureAll(
  { logins: { owner } }: Installation,
  { app, signIn }: BenchApp,
  yardsticks: readonly Yardstick[],
  urns: readonly number[],
  only: string,
): Promise<{ base: number; measured: Measured[] }> {
  const officer = await signIn({ kind: 'local-authority', laCode: AUTHORITY, name: 'Authority' });
  const schools = await sampleSchools(owner, urns, signIn);
  const routes = new Set(app.guardedRoutes.filter(({ method }) => method === 'GET').map(({ url }) => url));
  const pages = measuredPages(academicYearOf('2025-09-01')).filter(({ name }) =>
    only.split(',').some((text) => name.includes(text)),
  );
  const missing = [...new Set(pages.filter(({ route }) => !routes.has(route)).map(({ route }) => route))];
  if (missing.length > 0) console.log(`Not there yet: ${missing.join(', ')}.\n`);
  const measured: Measured[] = [];
  const clock = await cpuClock(owner);
  const empty = { name: 'Nothing', route: EMPTY_PAGE, kind: 'school', questions: [] } as const;
  const { p50: base } = await measurePage(empty, schools, officer, [], clock);
  for (const page of pages.filter(({ route }) => routes.has(route))) {
    try {
      measured.push(await measurePage(page, schools, officer, yardsticks, clock));
      const { p50, p95, cpu } = measured.at(-1)!;
      process.stderr.write(`${page.name}: ${p50.toFixed(1)} / ${p95.toFixed(1)} ms, CPU ${cpu?.toFixed(1) ?? '-'}\n`);
    } catch (error) {
      // One page that is not given must not cost the minutes of all others.
      console.log(`${page.name} could not be measured: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  return { base, measured };
}

/** Schools of all sizes, from the smallest to the largest, with one pupil each. */
async function sampleSchools(
  owner: Installation['logins']['owner'],
  urns: readonly number[],
  signIn: BenchApp['signIn'],
): Promise<Sample[]> {
  const { rows } = await sql<{ urn: number; pupils: number }>`
    SELECT school_urn AS urn, count(*)::integer AS pupils FROM pupil WHERE school_urn = ANY (${[...urns]}::integer[])
    GROUP BY 1 ORDER BY 2, 1`.execute(owner);
  const random = createRandom(1, 71);
  const places = Math.min(SAMPLED, rows.length);
  const samples: Sample[] = [];
  for (let place = 0; place < places; place++) {
    const { urn, pupils } = rows[Math.round((place * (rows.length - 1)) / Math.max(1, places - 1))]!;
    const head = await signIn({ kind: 'school', urn, name: `School ${urn}` });
    samples.push({ urn, pupil: random.between(1, pupils), head });
  }
  return samples;
}

function printPages(measured: readonly Measured[], yardsticks: readonly Yardstick[], base: number): void {
  const ms = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0));
  const headings = ['page', 'p50, ms', 'p95, ms', 'target', 'holds', 'CPU, ms', 'kB'];
  for (const { name } of yardsticks) headings.push(`${name} p50`, 'times ours');
  printTable(
    headings,
    measured.map(({ page, p50, p95, cpu, kilobytes, yardsticks: others }) => [
      page.name,
      ms(p50),
      ms(p95),
      String(TARGETS[page.kind]),
      p95 <= TARGETS[page.kind] ? 'yes' : 'NO',
      cpu === null ? '-' : ms(cpu),
      kilobytes.toFixed(0),
      ...others.flatMap((other) =>
        other === null ? ['-', '-'] : [ms(other.p50), ((other.p50 + base) / p50).toFixed(1)],
      ),
    ]),
  );
  const failed = measured.filter(({ page, p95 }) => p95 > TARGETS[page.kind]);
  const slower = measured.filter(({ p50, yardsticks: others }) =>
    others.some((other) => other !== null && other.p50 + base < p50),
  );
  const names = (list: readonly Measured[]) => list.map(({ page }) => page.name).join('; ') || 'none';
  if (yardsticks.length > 0)
    console.log(
      `\nA page takes ${ms(base)} ms before its first figure (session, rights, audit, frame). The yardsticks are asked the bare question, so “times ours” has that added to theirs.`,
    );
  console.log(`\nSlower than its target at the 95th percentile: ${names(failed)}.`);
  console.log(`Slower than a yardstick at the median: ${names(slower)}.`);
}

function printSizes(sizes: Readonly<Record<string, number>>, yardsticks: readonly Yardstick[]): void {
  const { register_week: register = 0, ...models } = sizes;
  const together = Object.values(models).reduce((sum, each) => sum + each, 0);
  const row = (name: string, bytes: number) => [name, (bytes / 1024 / 1024).toFixed(1), (bytes / register).toFixed(2)];
  console.log('\nSizes with all indexes:\n');
  printTable(
    ['store', 'MB', 'of the register'],
    [
      row('register_week', register),
      ...Object.entries(models).map(([name, bytes]) => row(name, bytes)),
      row('read models together', together),
      row('ours together', register + together),
      ...yardsticks.map(({ name, bytes }) => row(name, bytes)),
    ],
  );
}
