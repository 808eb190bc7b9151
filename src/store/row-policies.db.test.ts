import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';

const { owner } = await testDatabase({ after });
const run = (text: string) => sql.raw(text).execute(owner);

/**
 * Policies by which the viewer's login may pass whatever the scope says, and tables about organisations without any, each with its
 * reason. Nothing else may be added without one.
 */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'mail.queues': 'inserted by the pages and read by the owner’s sender alone: there is no grant to read it',
  'audit_event.appends': 'anyone’s act may be put on the audit; what is read of it has policies of its own',
  'ukprn_organisation.looks_up':
    'which organisation a number means is asked before it is known who is looking; it tells of no person',
  web_session: 'found by the digest of a key that only the browser has, before it is known who is looking',
};

/** What is wrong with each table, view and policy about a school or an organisation; empty when both walls stand. */
async function findUnguarded(): Promise<string[]> {
  const { rows: relations } = await sql<{
    name: string;
    kind: string;
    secured: boolean;
    barrier: boolean;
    text: string | null;
  }>`
    SELECT c.relname AS name, c.relkind::text AS kind, c.relrowsecurity AS secured,
      coalesce('security_barrier=true' = ANY (c.reloptions), false) AS barrier,
      CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS text
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname IN ('school_urn', 'organisation'))
    ORDER BY 1`.execute(owner);
  const { rows: policies } = await sql<{
    relation: string;
    name: string;
    permissive: boolean;
    using: string | null;
    check: string | null;
  }>`
    SELECT tablename AS relation, policyname AS name, permissive = 'PERMISSIVE' AS permissive, qual AS "using", with_check AS "check"
    FROM pg_policies WHERE schemaname = 'public' AND (roles && '{rollcall_viewer,public}')`.execute(owner);
  return relations.flatMap(({ name, kind, secured, barrier, text }) => {
    if (name in EXCEPTIONS) return [];
    if (kind === 'v') return barrier && names(text) ? [] : [`the view ${name} does not ask for the scope`];
    if (!['r', 'p'].includes(kind)) return [`${name} can have no row policy`];
    if (!secured) return [`${name} has no row-level security`];
    const own = policies.filter(({ relation, permissive }) => relation === name && permissive);
    if (own.length === 0) return [`${name} has no policy for the viewer`];
    // Permissive policies add up: one that asks for nothing opens the table, whatever the others ask.
    return own
      .filter(({ using, check }) => ![using, check].filter((each) => each !== null).every(names))
      .filter((policy) => !(`${name}.${policy.name}` in EXCEPTIONS))
      .map((policy) => `the policy ${policy.name} of ${name} does not ask for the scope`);
  });
}

/** The expression compares with what `withScope` sets. */
const names = (expression: string | null) => /current_setting\('rollcall\.\w+'/.test(expression ?? '');

test('every table and view about a school or an organisation has row policies that compare with the scope', async () => {
  assert.deepEqual(await findUnguarded(), []);
});

test('every exception is still there, and needed', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT tablename || '.' || policyname AS name FROM pg_policies UNION ALL SELECT relname FROM pg_class WHERE relkind = 'r'`.execute(
    owner,
  );
  const there = new Set(rows.map(({ name }) => name));
  assert.deepEqual(
    Object.keys(EXCEPTIONS).filter((name) => !there.has(name)),
    [],
  );
});

test('what an exception lets through, it lets through no further than its reason says', async () => {
  const { rows } = await sql<{
    may: boolean;
  }>`SELECT has_table_privilege('rollcall_viewer', 'mail', 'SELECT') AS may`.execute(owner);
  assert.equal(rows[0]?.may, false);
  const { rows: commands } = await sql<{ name: string; command: string }>`
    SELECT tablename || '.' || policyname AS name, cmd AS command FROM pg_policies
    WHERE tablename || '.' || policyname IN ('mail.queues', 'audit_event.appends', 'ukprn_organisation.looks_up') ORDER BY 1`.execute(
    owner,
  );
  assert.deepEqual(
    commands.map(({ name, command }) => `${name} ${command}`),
    ['audit_event.appends INSERT', 'mail.queues INSERT', 'ukprn_organisation.looks_up SELECT'],
  );
});

test('tables without an organisation’s or a school’s column that the viewer reads tell of no pupil and no person', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
      AND has_any_column_privilege('rollcall_viewer', c.oid, 'SELECT')
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('school_urn', 'organisation'))
    ORDER BY 1`.execute(owner);
  const lists = ['local_authority', 'region', 'school', 'school_area', 'school_link', 'school_trust', 'trust'];
  const keys = ['audit_head', 'idams_assertion', 'idams_sign_in'];
  assert.deepEqual(
    rows.map(({ name }) => name),
    [...lists, ...keys].sort(),
  );
});

/** A change to the tables, and what the guard must say of it. */
const CHANGES: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a table without row-level security',
    'CREATE TABLE later (school_urn integer)',
    'DROP TABLE later',
    ['later has no row-level security'],
  ],
  [
    'a table about organisations without row-level security',
    'CREATE TABLE later (organisation text)',
    'DROP TABLE later',
    ['later has no row-level security'],
  ],
  [
    'a table without a policy for the viewer',
    `CREATE TABLE later (school_urn integer); ALTER TABLE later ENABLE ROW LEVEL SECURITY;
     CREATE POLICY scope ON later TO rollcall_collector USING (school_urn = current_setting('rollcall.scope')::integer)`,
    'DROP TABLE later',
    ['later has no policy for the viewer'],
  ],
  [
    'a policy that lets everything through',
    `CREATE TABLE later (school_urn integer); ALTER TABLE later ENABLE ROW LEVEL SECURITY;
     CREATE POLICY scope ON later TO rollcall_viewer USING (true)`,
    'DROP TABLE later',
    ['the policy scope of later does not ask for the scope'],
  ],
  [
    'a second policy, for everybody, that lets everything through',
    'CREATE POLICY more ON register_week FOR SELECT TO PUBLIC USING (pupil_id > 0)',
    'DROP POLICY more ON register_week',
    ['the policy more of register_week does not ask for the scope'],
  ],
  [
    'a policy that asks for reading and not for writing',
    `CREATE POLICY more ON issue TO rollcall_viewer USING (school_urn = current_setting('rollcall.scope')::integer) WITH CHECK (true)`,
    'DROP POLICY more ON issue',
    ['the policy more of issue does not ask for the scope'],
  ],
  [
    'row-level security that was switched off',
    'ALTER TABLE pupil_identity DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE pupil_identity ENABLE ROW LEVEL SECURITY',
    ['pupil_identity has no row-level security'],
  ],
  [
    'a view that reads as the owner',
    'CREATE VIEW later AS SELECT school_urn, surname FROM pupil_identity',
    'DROP VIEW later',
    ['the view later does not ask for the scope'],
  ],
  [
    'a materialized view',
    'CREATE MATERIALIZED VIEW later AS SELECT school_urn FROM pupil_identity',
    'DROP MATERIALIZED VIEW later',
    ['later can have no row policy'],
  ],
];
for (const [what, change, undo, said] of CHANGES) {
  test(`the guard finds ${what}`, async () => {
    await run(change);
    assert.deepEqual(await findUnguarded(), said);
    await run(undo);
    assert.deepEqual(await findUnguarded(), []);
  });
}
