import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Question } from './questions.ts';

/** Something that the same questions are put to. */
export interface Yardstick {
  readonly name: string;
  /** Bytes of its marks with all indexes. */
  readonly bytes: number;
  ask(question: Question, values: readonly number[]): Promise<unknown>;
  close(): Promise<void>;
}

/** A mark a row, with the characteristics of the pupil at the time, as a reporting table usually has them. */
const COLUMNS = `school_urn, pupil_id, day, half, code, nc_year, gender, ethnicity, free_school_meals, sen, looked_after, previously_looked_after`;
const PUPIL_WEEKS = `
  SELECT r.school_urn, r.pupil_id, r.week, r.marks, p.nc_year, p.gender, p.ethnicity, p.free_school_meals::int AS free_school_meals,
    CASE WHEN ehc_plan THEN 'ehc_plan' WHEN sen_support THEN 'support' ELSE 'none' END AS sen, p.looked_after::int AS looked_after,
    p.previously_looked_after::int AS previously_looked_after
  FROM register_week r JOIN profile p ON p.school_urn = r.school_urn AND p.profile = r.profile`;

/** The plain table in the same PostgreSQL, made from the same register, school by school in order of days. */
export async function openPlainTable(ownerUrl: string, urns: readonly number[]): Promise<Yardstick> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const found = await client.query(`SELECT to_regclass('yardstick.mark') AS mark`);
  if (found.rows[0].mark === null) await fillPlainTable(client, urns);
  await client.query('SET search_path = yardstick');
  const size = await client.query(`SELECT pg_total_relation_size('yardstick.mark') AS bytes`);
  return {
    name: 'plain table',
    bytes: Number(size.rows[0].bytes),
    ask: (question, values) => client.query(question, numbered(question, values)),
    close: () => client.end(),
  };
}

async function fillPlainTable(client: pg.Client, urns: readonly number[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(`CREATE SCHEMA yardstick`);
  await client.query(`CREATE UNLOGGED TABLE yardstick.mark (school_urn integer NOT NULL, pupil_id integer NOT NULL, day date NOT NULL, half text NOT NULL,
    code text COLLATE "C" NOT NULL, nc_year text NOT NULL, gender text, ethnicity text, free_school_meals smallint, sen text, looked_after smallint,
    previously_looked_after smallint)`);
  for (const urn of urns)
    await client.query(`
      INSERT INTO yardstick.mark (${COLUMNS})
      SELECT school_urn, pupil_id, week + place / 2, CASE place % 2 WHEN 0 THEN 'AM' ELSE 'PM' END, substr(marks, place + 1, 1), nc_year, gender,
        ethnicity, free_school_meals, sen, looked_after, previously_looked_after
      FROM (${PUPIL_WEEKS} WHERE r.school_urn = ${urn}) AS week CROSS JOIN generate_series(0, 13) AS place
      WHERE substr(marks, place + 1, 1) <> '.' ORDER BY week, place, pupil_id`);
  await client.query('CREATE INDEX ON yardstick.mark (school_urn, day)');
  await client.query('CREATE INDEX ON yardstick.mark (school_urn, pupil_id)');
  await client.query('COMMIT');
  await client.query('VACUUM (ANALYZE) yardstick.mark');
}

/**
 * DuckDB with the same marks in a file of its own, sorted by school and day, two threads.
 * @returns null, after saying so, when `@duckdb/node-api` is not installed
 */
export async function openDuckDb(ownerUrl: string, file: string): Promise<Yardstick | null> {
  const duckdb = await import('@duckdb/node-api').catch(() => null);
  if (!duckdb) {
    console.log(
      'DuckDB is missing: its columns stay empty. It is a development dependency (@duckdb/node-api): npm ci installs it.\n',
    );
    return null;
  }
  const isNew = !existsSync(file);
  const instance = await duckdb.DuckDBInstance.create(file, { threads: '2' });
  const connection = await instance.connect();
  if (isNew) {
    const weeks = `${file}.csv`;
    await copyWeeks(ownerUrl, weeks);
    await connection.run(`
      CREATE TABLE mark AS SELECT school_urn, pupil_id, week + (place // 2)::integer AS day, CASE place % 2 WHEN 0 THEN 'AM' ELSE 'PM' END AS half,
        substr(marks, place::integer + 1, 1) AS code, nc_year, gender, ethnicity, free_school_meals, sen, looked_after, previously_looked_after
      FROM read_csv('${weeks}', header = true, quote = '"', escape = '"', columns = {school_urn: 'INTEGER', pupil_id: 'INTEGER', week: 'DATE', marks: 'VARCHAR',
        nc_year: 'VARCHAR', gender: 'VARCHAR', ethnicity: 'VARCHAR', free_school_meals: 'TINYINT', sen: 'VARCHAR', looked_after: 'TINYINT',
        previously_looked_after: 'TINYINT'}) CROSS JOIN range(14) AS places(place)
      WHERE substr(marks, place::integer + 1, 1) <> '.' ORDER BY school_urn, day, half, pupil_id`);
    await connection.run('CHECKPOINT');
    rmSync(weeks);
  }
  return {
    name: 'DuckDB',
    bytes: statSync(file).size,
    ask: (question, values) => connection.runAndReadAll(question, numbered(question, values)),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function copyWeeks(ownerUrl: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await pipeline(
      client.query(copyTo(`COPY (${PUPIL_WEEKS}) TO STDOUT (FORMAT csv, HEADER)`)),
      createWriteStream(file),
    );
  } finally {
    await client.end();
  }
}

/** As many values as the question names. */
const numbered = (question: Question, values: readonly number[]): number[] =>
  values.filter((_, index) => question.includes(`$${index + 1}`));
