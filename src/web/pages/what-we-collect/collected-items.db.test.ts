import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../../test/database.ts';
import {
  AGREEMENTS,
  ITEMS,
  MARKS,
  PEOPLE_WHO_USE_IT,
  PUBLIC_FACTS,
  TECHNICAL_KEYS,
  WORKED_OUT,
} from './collected-items.ts';

const { owner } = await testDatabase({ after });
const listed = [...ITEMS, ...MARKS, ...TECHNICAL_KEYS, ...WORKED_OUT, ...AGREEMENTS, ...PEOPLE_WHO_USE_IT].flatMap(
  ({ columns }) => columns,
);

/** Every column of every table about a school, as `table.column`; partitions are left out, being the same again. */
async function listColumns(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT c.relname || '.' || a.attname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND EXISTS (SELECT 1 FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'school_urn')`.execute(owner);
  return rows.map(({ name }) => name);
}

const covers = (pattern: string, column: string) => {
  const [table, name] = column.split('.');
  return pattern === column || (pattern === `${table}.*` && name !== 'school_urn') || pattern === `*.${name}`;
};

test('every column about a school is on the page, exactly once', async () => {
  const columns = await listColumns();
  assert.ok(columns.length > 60);
  for (const column of columns)
    assert.equal(listed.filter((pattern) => covers(pattern, column)).length, 1, `${column} is not listed exactly once`);
});

test('every column on the page is in the database', async () => {
  const columns = await listColumns();
  const { rows } =
    await sql`SELECT 1 FROM information_schema.columns WHERE table_name = 'school' AND column_name = 'la_code'`.execute(
      owner,
    );
  assert.equal(rows.length, 1);
  for (const pattern of listed.filter((each) => each !== 'school.la_code'))
    assert.ok(
      columns.some((column) => covers(pattern, column)),
      `${pattern} is not in the database`,
    );
});

test('every column of the list of schools is on the page, exactly once', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT 'school.' || column_name AS name FROM information_schema.columns WHERE table_name = 'school'`.execute(owner);
  const told = PUBLIC_FACTS.flatMap(({ columns }) => columns);
  assert.deepEqual(told.toSorted(), rows.map(({ name }) => name).toSorted());
});

test('there are thirteen items', () => {
  assert.equal(ITEMS.length, 13);
});

test('a table with a pupil’s data is listed column by column', () => {
  const whole = listed.filter((pattern) => pattern.endsWith('.*')).map((pattern) => pattern.slice(0, -2));
  assert.deepEqual(whole.sort(), [
    'agreement',
    'agreement_event',
    'agreement_wording',
    'audit_event',
    'collection_run',
    'connection',
    'invitation',
    'tally_published',
    'tally_session',
    'tally_week',
    'tally_year',
  ]);
});
