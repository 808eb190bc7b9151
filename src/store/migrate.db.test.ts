import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

const { owner } = await testDatabase({ after });
const NOW = new Date('2026-11-23T12:00:00Z');

test('two starters at once are safe, and a second time there is nothing to do', async () => {
  const both = await Promise.all([migrate(owner, NOW), migrate(owner, NOW)]);
  assert.deepEqual(both, [{ applied: [] }, { applied: [] }]);
});

test('a database of a newer version is refused, and a changed migration too', async () => {
  await sql`INSERT INTO migration (name, digest) VALUES ('9999-from-the-future.sql', 'x')`.execute(owner);
  await assert.rejects(migrate(owner, NOW), { code: 'database-outdated', message: /9999-from-the-future/ });
  await sql`DELETE FROM migration WHERE name LIKE '9999%'`.execute(owner);
  const { rows } = await sql<{
    digest: string;
  }>`UPDATE migration m SET digest = 'changed' FROM migration o WHERE m.name = '0001-schools.sql' AND o.name = m.name RETURNING o.digest`.execute(
    owner,
  );
  await assert.rejects(migrate(owner, NOW), { code: 'database-outdated', message: /0001-schools/ });
  await sql`UPDATE migration SET digest = ${rows[0]!.digest} WHERE name = '0001-schools.sql'`.execute(owner);
});

test('every academic year has its partition, so no week is refused', async () => {
  const { rows } = await sql<{
    count: number;
  }>`SELECT count(*)::int AS count FROM pg_inherits WHERE inhparent = 'register_week'::regclass`.execute(owner);
  assert.equal(rows[0]!.count, 15);
});

test('schema.sql is the picture of the schema (make it anew with ROLLCALL_UPDATE_SCHEMA=1)', async () => {
  const file = join(import.meta.dirname, 'schema.sql');
  const picture = await describeSchema(owner);
  if (process.env['ROLLCALL_UPDATE_SCHEMA'] === '1' || !existsSync(file)) writeFileSync(file, picture);
  assert.equal(readFileSync(file, 'utf8'), picture);
});

/** Tables with their columns, keys, policies and grants, in one order. */
async function describeSchema(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string; columns: string; keys: string; policies: string; grants: string }>`
    SELECT c.relname AS name,
      (SELECT string_agg(format('  %s %s%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END), E',\n' ORDER BY a.attnum)
         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      coalesce((SELECT string_agg(replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') || E';\n', '' ORDER BY i.indexrelid::regclass::text) FROM pg_index i WHERE i.indrelid = c.oid), '') AS keys,
      coalesce((SELECT string_agg(format(E'-- policy %s for %s to %s\n', p.policyname, p.cmd, array_to_string(p.roles, ', ')), '' ORDER BY p.policyname) FROM pg_policies p WHERE p.tablename = c.relname), '') AS policies,
      coalesce((SELECT string_agg(format(E'-- grant %s to %s\n', privileges, grantee), '' ORDER BY grantee) FROM (
        SELECT grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type) AS privileges FROM information_schema.role_table_grants
        WHERE table_name = c.relname AND grantee LIKE 'rollcall\\_%' GROUP BY grantee) g), '') AS grants
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`.execute(
    database,
  );
  const tables = rows.map(
    ({ name, columns, keys, policies, grants }) =>
      `CREATE TABLE ${name} (\n${columns}\n);\n${keys}${policies}${grants}`,
  );
  return `-- The schema as the migrations leave it. Made by migrate.db.test.ts; do not edit.\n\n${tables.join('\n')}`;
}
