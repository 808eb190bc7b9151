import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { closeLogins, type Database, type Logins, openDatabase } from '../src/store/database.ts';
import { startEmbeddedPostgres } from '../src/store/embedded.ts';
import { loginPasswords, migrate, openLogins, openRole } from '../src/store/migrate.ts';
import { makeTemporaryFolder } from '../src/store/temporary-folder.ts';

/** The secret of the test server's logins: roles belong to the server, so every test file must know the same. */
const SECRET = 'tests only: the key of the logins of a throw-away server';
const TEMPLATE = 'rollcall_template';
const NOW = new Date('2026-11-23T12:00:00Z');

/** A throw-away PostgreSQL server with a migrated template, for a whole run of the tests. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = makeTemporaryFolder('rollcall-test-');
  const server = await startEmbeddedPostgres(folder, { fast: true });
  const admin = openDatabase(server.url, { max: 1 });
  await sql.raw(`CREATE DATABASE ${TEMPLATE}`).execute(admin);
  await admin.destroy();
  const template = openDatabase(named(server.url, TEMPLATE), { max: 1 });
  await migrate(template, NOW);
  await openLogins(template, named(server.url, TEMPLATE), SECRET);
  await template.destroy();
  return {
    url: server.url,
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const named = (url: string, name: string) => url.replace(/\/[^/]*$/, `/${name}`);

/** What runs when a test, or a file of tests, ends: a TestContext, or `{ after }` of node:test. */
interface Ending {
  after(work: () => Promise<void>): void;
}

/**
 * A clean migrated database under its four logins: a clone of the template, or, with ROLLCALL_TEST_DATABASE_URL, the one
 * prepared database, emptied. Closed and dropped at the end. For a whole file: `const logins = await testDatabase({ after })`
 * at its top (inside a `before` hook, `after` would mean the end of the hook).
 */
export async function testDatabase(ending: Ending): Promise<Logins & { url: string }> {
  const prepared = process.env['ROLLCALL_TEST_DATABASE_URL'];
  if (prepared) return openPrepared(prepared, ending);
  const own = process.env['ROLLCALL_TEST_SERVER'] ? null : await startTestServer();
  const serverUrl = process.env['ROLLCALL_TEST_SERVER'] ?? own!.url;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(serverUrl, { max: 1 });
  await sql.raw(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`).execute(admin);
  const logins = await openAll(named(serverUrl, name));
  ending.after(async () => {
    await closeLogins(logins);
    await sql.raw(`DROP DATABASE ${name} WITH (FORCE)`).execute(admin);
    await admin.destroy();
    await own?.stop();
  });
  return logins;
}

async function openAll(url: string): Promise<Logins & { url: string }> {
  const owner = openDatabase(url, { max: 4 });
  const ready = { password: loginPasswords(SECRET) };
  const open = (role: 'rollcall_collector' | 'rollcall_viewer' | 'rollcall_statistics') =>
    openRole(url, role, ready, '', 4);
  return {
    url,
    owner,
    collector: open('rollcall_collector'),
    viewer: open('rollcall_viewer'),
    statistics: open('rollcall_statistics'),
  };
}

async function openPrepared(url: string, ending: Ending): Promise<Logins & { url: string }> {
  const owner = openDatabase(url, { max: 2 });
  await migrate(owner, NOW);
  await openLogins(owner, url, SECRET);
  await empty(owner);
  await owner.destroy();
  const logins = await openAll(url);
  ending.after(() => closeLogins(logins));
  return logins;
}

async function empty(owner: Database): Promise<void> {
  const { rows } = await sql<{
    name: string;
  }>`SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'migration'`.execute(
    owner,
  );
  if (rows.length > 0)
    await sql.raw(`TRUNCATE ${rows.map((row) => row.name).join(', ')} RESTART IDENTITY`).execute(owner);
}
