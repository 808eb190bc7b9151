import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { type Database, withScope } from './database.ts';
import { writePupils } from './pupils.ts';
import { writeRegister } from './register.ts';

const logins = await testDatabase({ after });
const { owner, collector, viewer, statistics } = logins;
const [OURS, THEIRS] = [900_001, 900_002];
for (const urn of [OURS, THEIRS]) {
  await withScope(collector, [urn], async (transaction) => {
    await writePupils(transaction, urn, new Date('2026-10-05T16:30:00Z'), [
      { id: 1, forename: 'Ada', surname: 'Example', upn: null, profile: 1 },
    ]);
    await writeRegister(transaction, urn, [{ pupil: 1, week: '2026-10-05', profile: 1, marks: '/\\I...........' }]);
    await sql`INSERT INTO tally_week VALUES (${urn}, '2026-10-05', 'all', 2, 1, 0, '/1')`.execute(transaction);
  });
}

const ownerName = (await sql<{ name: string }>`SELECT current_user AS name`.execute(owner)).rows[0]!.name;
const aboutSchools = (
  await sql<{ name: string; secured: boolean }>`
  SELECT c.relname AS name, c.relrowsecurity AS secured FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_urn'
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`.execute(owner)
).rows;

test('every table about a school has row-level security', () => {
  assert.ok(aboutSchools.length >= 15);
  assert.deepEqual(
    aboutSchools.filter(({ secured }) => !secured),
    [],
  );
});

test('every key of a table about a school starts with the school, but of the audit, which is one chain of all', async () => {
  const { rows } = await sql<{ key: string }>`
    SELECT i.indexrelid::regclass::text AS key FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND NOT c.relispartition
    JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname = 'school_urn'
    WHERE i.indisunique AND i.indkey[0] <> s.attnum AND c.relname <> 'audit_event' AND c.relnamespace = 'public'::regnamespace`.execute(
    owner,
  );
  assert.deepEqual(rows, []);
});

test('a viewer sees the schools of the scope and no others, and nothing without a scope', async () => {
  for (const { name } of aboutSchools.filter(({ name }) => !['pupil_source_key', 'tally_published'].includes(name))) {
    const urns = (scope: number[]) =>
      withScope(viewer, scope, async (transaction) =>
        (
          await sql<{ urn: number }>`SELECT DISTINCT school_urn AS urn FROM ${sql.table(name)}`.execute(transaction)
        ).rows.map(({ urn }) => urn),
      );
    assert.deepEqual(
      (await urns([OURS])).filter((urn) => urn !== OURS),
      [],
      name,
    );
    assert.deepEqual(await urns([]), [], name);
    assert.deepEqual(
      (await sql`SELECT 1 FROM ${sql.table(name)}`.execute(viewer)).rows,
      [],
      `${name} after a scope has ended`,
    );
  }
  const both = await withScope(
    viewer,
    [OURS, THEIRS],
    async (transaction) => (await sql`SELECT 1 FROM register_week`.execute(transaction)).rows.length,
  );
  assert.equal(both, 2);
});

test('a collector writes the school that it collects and no other', async () => {
  await assert.rejects(
    withScope(collector, [OURS], (transaction) =>
      writeRegister(transaction, THEIRS, [{ pupil: 1, week: '2026-10-12', profile: 1, marks: '/.............' }]),
    ),
    /row-level security/,
  );
  const { numUpdatedRows } = await withScope(collector, [OURS], (transaction) =>
    transaction.updateTable('register_week').set({ profile: 2 }).where('school_urn', '=', THEIRS).executeTakeFirst(),
  );
  assert.equal(Number(numUpdatedRows), 0);
});

const refused = (database: Database, text: string) =>
  assert.rejects(sql.raw(text).execute(database), /permission denied|must be|cannot/, text);

test('what each login may not do', async () => {
  await refused(viewer, `UPDATE register_week SET profile = 2`);
  await refused(viewer, `SELECT * FROM pupil_source_key`);
  await refused(viewer, `SELECT * FROM register_week_2026`);
  await refused(collector, `SELECT * FROM register_week_2026`);
  await refused(viewer, `SELECT set_config('rollcall.scope', '${THEIRS}', false)`);
  await refused(collector, `SELECT set_config('rollcall.scope', '${THEIRS}', false)`);
  await refused(collector, `UPDATE agreement SET state = 'receiving'`);
  for (const table of ['register_week', 'pupil', 'pupil_identity', 'enrolment_year', 'mark_change', 'issue'])
    await refused(statistics, `SELECT * FROM ${table}`);
  for (const login of [viewer, collector, statistics]) {
    await refused(login, `SET ROLE ${ownerName}`);
    await refused(login, 'CREATE TABLE mine (x int)');
    await refused(login, 'ALTER TABLE tally_week DISABLE ROW LEVEL SECURITY');
  }
});

test('statistics sees the tallies of all schools', async () => {
  const { rows } = await sql<{ urn: number }>`SELECT school_urn AS urn FROM tally_week ORDER BY 1`.execute(statistics);
  assert.deepEqual(
    rows.map(({ urn }) => urn),
    [OURS, THEIRS],
  );
});

test('logins do not bypass row-level security and own nothing', async () => {
  const { rows } = await sql<{ rolname: string }>`
    SELECT rolname FROM pg_roles r WHERE rolname LIKE 'rollcall\\_%' AND (rolbypassrls OR rolsuper OR rolcreaterole OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid))`.execute(
    owner,
  );
  assert.deepEqual(rows, []);
});

test('a scope is made of URNs only', async () => {
  await assert.rejects(
    withScope(viewer, [Number.NaN], async () => {}),
    TypeError,
  );
  await assert.rejects(
    withScope(viewer, [1.5], async () => {}),
    TypeError,
  );
});
