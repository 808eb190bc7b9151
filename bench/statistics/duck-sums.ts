import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../src/domain/codes/codes.ts';
import { TallyReader } from '../../src/domain/statistics/read-tally.ts';
import type { MadeSchool } from './make-nation.ts';

const codeColumns = CODES.map((_, place) => `c${place}`);
const bandColumns = (of: 'y' | 't') => Array.from({ length: 11 }, (_, band) => `${of}${band}`);

/** The same tallies, unpacked: a row for each school and day, and for each school, group and week, with a column for each code and band. */
export class UnpackedFiles {
  readonly days: string;
  readonly weeks: string;
  readonly #days: WriteStream;
  readonly #weeks: WriteStream;
  readonly #reader = new TallyReader();
  readonly #bands = new Float64Array(11);

  constructor(folder: string) {
    this.days = join(folder, 'days.csv');
    this.weeks = join(folder, 'weeks.csv');
    this.#days = createWriteStream(this.days);
    this.#weeks = createWriteStream(this.weeks);
  }

  async add({ urn, phase, laCode, groups }: MadeSchool): Promise<void> {
    if (phase === null) return;
    const reader = this.#reader;
    const key = `${urn},${laCode},${phase}`;
    let [days, weeks] = ['', ''];
    for (const { group, days: packedDays, weeks: packedWeeks } of groups) {
      reader.open(packedDays);
      while (!reader.atEnd) {
        const [day, pupils] = [reader.number(), reader.number()];
        reader.counts();
        days += `${key},${day},${pupils},${reader.possible},${reader.codes.join()}\n`;
      }
      reader.open(packedWeeks);
      while (!reader.atEnd) {
        const [week, term, schoolDays, pupilDays] = [reader.week(), reader.term(), reader.number(), reader.number()];
        reader.counts();
        weeks += `${key},${group},${week},${term},${schoolDays},${pupilDays},${reader.possible},${reader.codes.join()}`;
        for (let of = 0; of < 2; of++) {
          reader.bands(this.#bands);
          weeks += `,${this.#bands.join()}`;
        }
        weeks += '\n';
      }
    }
    await write(this.#days, days);
    await write(this.#weeks, weeks);
  }

  async close(): Promise<void> {
    for (const stream of [this.#days, this.#weeks]) {
      stream.end();
      await once(stream, 'finish');
    }
  }
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

/** DuckDB with these tables in a file of its own, two threads. */
export interface DuckSums {
  /** Makes every sum of the inputs of a release, and writes them as CSV. */
  sum(): Promise<void>;
  /** A row of the year to date of the nation: possible sessions, schools, the two largest, enrolments. */
  yearOf(phase: string, group: string): Promise<readonly number[]>;
  close(): void;
}

/** @returns null when `@duckdb/node-api` is not installed, which is a development dependency */
export async function openDuckSums(
  files: UnpackedFiles,
  folder: string,
  regions: readonly { readonly laCode: string; readonly region: string }[],
): Promise<DuckSums | null> {
  const duckdb = await import('@duckdb/node-api').catch(() => null);
  if (!duckdb) return null;
  const instance = await duckdb.DuckDBInstance.create(join(folder, 'yardstick.duckdb'), { threads: '2' });
  const connection = await instance.connect();
  const run = (text: string) => connection.run(text);
  const counts = (names: readonly string[]) => names.map((name) => `${name} INTEGER`).join(', ');
  const key = 'urn INTEGER, la VARCHAR, phase VARCHAR';
  await run(`CREATE TABLE area (la VARCHAR, region VARCHAR)`);
  await run(`INSERT INTO area VALUES ${regions.map(({ laCode, region }) => `('${laCode}', '${region}')`).join()}`);
  await run(`CREATE TABLE day (${key}, day INTEGER, pupils INTEGER, possible INTEGER, ${counts(codeColumns)})`);
  await run(`COPY day FROM '${files.days}' (HEADER false)`);
  await run(`CREATE TABLE week (${key}, grp VARCHAR, week INTEGER, term INTEGER, school_days INTEGER, pupil_days INTEGER, possible INTEGER,
    ${counts([...codeColumns, ...bandColumns('y'), ...bandColumns('t')])})`);
  await run(`COPY week FROM '${files.weeks}' (HEADER false)`);
  await run('CHECKPOINT');
  for (const file of [files.days, files.weeks]) rmSync(file);
  const out = (name: string) => join(folder, `${name}.csv`);
  return {
    sum: async () => {
      for (const [name, query] of Object.entries(QUERIES)) await run(`COPY (${query}) TO '${out(name)}' (HEADER true)`);
    },
    yearOf: async (phase, group) => {
      // A list is text in a file: `[1500, 500]`.
      const largest = (place: number) =>
        `coalesce(string_split(trim(year.largest::VARCHAR, '[]'), ', ')[${place}]::BIGINT, 0)`;
      const nation = `la IS NULL AND region IS NULL AND phase = '${phase}' AND grp = '${group}'`;
      const reader = await connection.runAndReadAll(`
        SELECT possible, schools, ${largest(1)}, ${largest(2)}, ${bandColumns('y').join(' + ')}
        FROM (FROM read_csv('${out('year')}') WHERE ${nation}) AS year, (FROM read_csv('${out('year-pupils')}') WHERE ${nation}) AS pupils`);
      return reader.getRows()[0]!.map(Number);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const sums = (names: readonly string[]) => names.map((name) => `sum(${name}) AS ${name}`).join(', ');
/** By authority, by region and for the nation. */
const levels = (...by: string[]) =>
  `GROUPING SETS ((la, ${by.join()}), (region, ${by.join()}), (${by.join()})) ORDER BY region, la, ${by.join()}`;
const schools = `count(*) FILTER (WHERE possible > 0) AS schools, max(possible, 2) AS largest`;
const spanOf = (term: string) => `
  SELECT la, region, phase, grp, ${term} ${schools}, sum(possible) AS possible, sum(school_days) AS school_days, sum(pupil_days) AS pupil_days, ${sums(codeColumns)}
  FROM (SELECT urn, la, phase, grp, ${term} ${sums(['possible', 'school_days', 'pupil_days', ...codeColumns])} FROM week GROUP BY ALL) JOIN area USING (la)
  GROUP BY ${levels('phase', 'grp', ...(term === '' ? [] : ['term']))}`;
const pupilsOf = (term: string, of: 'y' | 't') => `
  SELECT la, region, phase, grp, ${term} ${sums(bandColumns(of))}, max(${bandColumns(of).join(' + ')}, 2) AS largest
  FROM (SELECT urn, la, phase, grp, ${term} ${bandColumns(of)
    .map((band) => `arg_max(${band}, week) AS ${band}`)
    .join()} FROM week GROUP BY ALL) JOIN area USING (la)
  GROUP BY ${levels('phase', 'grp', ...(term === '' ? [] : ['term']))}`;

const QUERIES: Readonly<Record<string, string>> = {
  day: `SELECT la, region, phase, day, ${schools}, sum(pupils) AS pupils, sum(possible) AS possible, ${sums(codeColumns)}
    FROM day JOIN area USING (la) GROUP BY ${levels('phase', 'day')}`,
  week: `SELECT la, region, phase, grp, week, ${schools}, ${sums(['possible', 'school_days', 'pupil_days', ...codeColumns])}
    FROM week JOIN area USING (la) GROUP BY ${levels('phase', 'grp', 'week')}`,
  term: spanOf('term,'),
  year: spanOf(''),
  'term-pupils': pupilsOf('term,', 't'),
  'year-pupils': pupilsOf('', 'y'),
};
