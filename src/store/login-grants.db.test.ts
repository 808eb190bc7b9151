import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { findGrantFaults } from './grant-guard.fixture.ts';
import { findUnguarded } from './policy-guard.fixture.ts';

const { owner } = await testDatabase({ after });

test('each login may do what was reviewed and no more', async () => {
  assert.deepEqual(await findGrantFaults(owner), []);
});

/** Roles belong to the server, which other tests use: nothing that is planted here is ever committed. */
async function plant(change: string, find = findGrantFaults): Promise<string[]> {
  const transaction = await owner.startTransaction().execute();
  try {
    await sql.raw(change).execute(transaction);
    return await find(transaction);
  } finally {
    await transaction.rollback().execute();
  }
}

const REVIEW = 'if that is meant, say so in reviewed-grants.fixture.ts with a reason';
const PLANTED: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a grant on a partition',
    'GRANT SELECT ON register_week_2026 TO rollcall_viewer',
    ['rollcall_viewer SELECT register_week_2026: a partition, to which no policy applies'],
  ],
  [
    'a grant on one column of a partition',
    'GRANT SELECT (marks) ON register_week_2025 TO rollcall_collector',
    ['rollcall_collector SELECT register_week_2025.marks: a partition, to which no policy applies'],
  ],
  [
    'a table with grants of its own that became a partition',
    `CREATE TABLE later (LIKE register_week INCLUDING ALL); GRANT SELECT ON later TO rollcall_viewer;
     ALTER TABLE register_week ATTACH PARTITION later FOR VALUES FROM ('2050-08-01') TO ('2051-08-01')`,
    ['rollcall_viewer SELECT later: a partition, to which no policy applies'],
  ],
  [
    'a function that runs as its owner, which everybody may run unless that is taken away',
    `CREATE FUNCTION pupils_of(integer) RETURNS SETOF pupil_identity LANGUAGE sql SECURITY DEFINER
     AS 'SELECT * FROM pupil_identity WHERE school_urn = $1'`,
    ['rollcall_collector', 'rollcall_viewer', 'rollcall_statistics', 'public'].map(
      (login) => `${login} may run pupils_of(integer), which runs as its owner`,
    ),
  ],
  [
    'such a function in another schema, for one login',
    `CREATE SCHEMA other; CREATE FUNCTION other.pupils() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM pupil_identity';
     REVOKE EXECUTE ON FUNCTION other.pupils() FROM PUBLIC; GRANT EXECUTE ON FUNCTION other.pupils() TO rollcall_statistics`,
    ['rollcall_statistics may run other.pupils(), which runs as its owner'],
  ],
  [
    'a login that may set its own scope',
    'GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO rollcall_viewer',
    ['rollcall_viewer may run set_config() and so widen its own scope'],
  ],
  [
    'statistics that may read pupils',
    'GRANT SELECT ON pupil_identity TO rollcall_statistics',
    [`rollcall_statistics SELECT pupil_identity: ${REVIEW}`],
  ],
  [
    'statistics that may read one more column',
    'GRANT SELECT (mis), UPDATE (state) ON agreement TO rollcall_statistics',
    [`rollcall_statistics SELECT agreement.mis: ${REVIEW}`, `rollcall_statistics UPDATE agreement.state: ${REVIEW}`],
  ],
  [
    'a pupil’s name for everybody',
    'GRANT SELECT (surname) ON pupil_identity TO PUBLIC',
    [`public SELECT pupil_identity.surname: ${REVIEW}`],
  ],
  [
    'a collector that may agree for a school',
    'GRANT UPDATE (state) ON agreement TO rollcall_collector',
    [`rollcall_collector UPDATE agreement.state: ${REVIEW}`],
  ],
  [
    'pages that may change a register',
    'GRANT UPDATE ON register_week TO rollcall_viewer',
    [`rollcall_viewer UPDATE register_week: ${REVIEW}`],
  ],
  [
    'a login that was given another role',
    'GRANT pg_read_all_data TO rollcall_viewer',
    ['rollcall_viewer has the rights of pg_read_all_data'],
  ],
  [
    'a schema in which everybody may make tables',
    'GRANT CREATE ON SCHEMA public TO PUBLIC',
    ['rollcall_collector', 'rollcall_viewer', 'rollcall_statistics', 'public'].map(
      (login) => `${login} may make objects in the schema public`,
    ),
  ],
  [
    'a right that was taken away and is still on the list',
    'REVOKE INSERT ON mail FROM rollcall_viewer',
    ['rollcall_viewer INSERT mail: was reviewed and is no more'],
  ],
];
for (const [what, change, said] of PLANTED)
  test(`the guard of grants finds ${what}`, async () => {
    assert.deepEqual(await plant(change), said);
  });

test('a later table about a school may be read under its policies without being named here', async () => {
  const change = `CREATE TABLE later (school_urn integer, day date); ALTER TABLE later ENABLE ROW LEVEL SECURITY;
    GRANT SELECT ON later TO rollcall_viewer, rollcall_collector;
    CREATE POLICY scope ON later TO rollcall_collector, rollcall_viewer
      USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[]))`;
  assert.deepEqual(await plant(change), []);
  assert.deepEqual(await plant(change, findUnguarded), []);
});

test('of schools the statistics login reads lists, tallies and where agreements stand: no column of a pupil; and it writes nothing', async () => {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    SELECT c.relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND has_column_privilege('rollcall_statistics', c.oid, attnum, 'SELECT')
    GROUP BY 1 ORDER BY 1`.execute(owner);
  const aboutSchools = rows.filter(({ columns }) => columns.some((column) => ['school_urn', 'urn'].includes(column)));
  const lists = ['school', 'school_area', 'school_link', 'school_trust'];
  assert.deepEqual(
    aboutSchools.map(({ name }) => name),
    ['agreement', ...lists, 'tally_published', 'tally_session', 'tally_week'],
  );
  assert.deepEqual(rows.find(({ name }) => name === 'agreement')!.columns, ['school_urn', 'state', 'in_force']);

  const { rows: kept } = await sql<{ column: string }>`
    SELECT DISTINCT column_name::text AS column FROM information_schema.columns WHERE table_schema = 'public'
      AND table_name IN ('pupil', 'pupil_identity', 'pupil_source_key', 'enrolment', 'enrolment_year', 'planned_mark')`.execute(
    owner,
  );
  // What such tables share with tallies and lists: the school, days, and counts of sessions.
  const shared = ['school_urn', 'source', 'day', 'half', 'academic_year', 'attended', 'authorised', 'unauthorised'];
  const ofPupils = kept.map(({ column }) => column).filter((column) => !shared.includes(column));
  for (const column of ['pupil_id', 'forename', 'surname', 'upn', 'source_key', 'marks'])
    assert.ok(ofPupils.includes(column), column);
  const read = rows.flatMap(({ name, columns }) => columns.map((column) => ({ name, column })));
  assert.deepEqual(
    read.filter(({ column }) => ofPupils.includes(column)),
    [],
  );

  const { rows: written } = await sql`
    SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attname IN ('school_urn', 'urn')
    WHERE c.relnamespace = 'public'::regnamespace
      AND (has_any_column_privilege('rollcall_statistics', c.oid, 'INSERT, UPDATE')
        OR has_table_privilege('rollcall_statistics', c.oid, 'DELETE, TRUNCATE'))`.execute(owner);
  assert.deepEqual(written, []);
});
