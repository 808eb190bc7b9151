import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { startTestServer } from '../../test/database.ts';
import { checkLogin } from './check-login.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate, openLogins, openRole, ROLES, type Role } from './migrate.ts';

// Its own server: roles belong to the server, and these tests change their passwords.
const server = await startTestServer();
const url = server.url.replace(/\/rollcall$/, '/rollcall_template');
const pools: Database[] = [];
after(async () => {
  await Promise.all(pools.map((each) => each.destroy()));
  await server.stop();
});
const opened = (pool: Database) => {
  pools.push(pool);
  return pool;
};
const owner = opened(openDatabase(url, { max: 2 }));
const { username, password } = new URL(url);
const { host } = new URL(url);
const SECRET = 'one installation of two on this server';
const login = (user: string) => `postgresql://${user}:chosen@${host}/rollcall_template`;
const run = (text: string) => sql.raw(text).execute(owner);
const whoAmI = async (pool: Database) =>
  (await sql<{ name: string }>`SELECT current_user AS name`.execute(pool)).rows[0]!.name;
const openChecked = async (ownerUrl: string, role: Role, secret: string) => {
  const pool = opened(openRole(ownerUrl, role, await openLogins(owner, ownerUrl, secret), '', 1));
  await checkLogin(pool, role, '');
  return pool;
};

test('an address that names the owner in its parameters still gives pools of the roles', async () => {
  const addresses = [
    `postgresql://${host}/rollcall_template?user=${username}&password=${password}`,
    `postgresql:///rollcall_template?host=${host.split(':')[0]}&port=${host.split(':')[1]}&user=${username}&password=${password}`,
  ];
  for (const address of addresses)
    for (const role of ROLES) assert.equal(await whoAmI(await openChecked(address, role, SECRET)), role);
});

test('a login under which row-level security does not hold is refused, by the name of its setting', async () => {
  await run(`CREATE ROLE bypasses LOGIN BYPASSRLS PASSWORD 'chosen' IN ROLE rollcall_viewer`);
  await run(`CREATE ROLE tables_owner NOLOGIN`);
  await run(`CREATE ROLE owns LOGIN PASSWORD 'chosen' IN ROLE rollcall_viewer, tables_owner`);
  await run(`CREATE ROLE stranger LOGIN PASSWORD 'chosen'`);
  await run(`CREATE ROLE reader LOGIN PASSWORD 'chosen' IN ROLE rollcall_viewer`);
  const check = (address: string, setting: string) =>
    checkLogin(opened(openDatabase(address, { max: 1 })), 'rollcall_viewer', setting);
  const name = 'ROLLCALL_VIEWER_DATABASE_URL';
  const refused = (address: string, reason: RegExp) =>
    assert.rejects(check(address, name), {
      code: 'setting-invalid',
      message: new RegExp(`^${name}: .*${reason.source}`),
    });
  await refused(url, /a superuser or with BYPASSRLS/);
  await refused(login('bypasses'), /a superuser or with BYPASSRLS/);
  await run(
    `CREATE ROLE several LOGIN PASSWORD 'chosen' IN ROLE rollcall_viewer, rollcall_collector, rollcall_statistics`,
  );
  await refused(login('several'), /a member of rollcall_collector, rollcall_statistics too/);
  await refused(login('stranger'), /GRANT rollcall_viewer TO "stranger"/);
  await refused(login('reader').replace('rollcall_template', 'postgres'), /finds no table register_week/);
  await check(login('reader'), name);
  await assert.rejects(check(login('reader'), ''), { message: /^DATABASE_URL: / });
  await run('ALTER TABLE register_week OWNER TO tables_owner');
  await refused(login('owns'), /owns the tables/);
  await run(`ALTER TABLE register_week OWNER TO ${username}`);
  await check(login('owns'), name);
});

test('logins that work are left alone; a changed password is told, because it shuts another installation out', async () => {
  await openLogins(owner, url, SECRET);
  const digests = async () =>
    (await run(`SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'rollcall\\_%' ORDER BY 1`)).rows;
  const before = await digests();
  assert.deepEqual((await openLogins(owner, url, SECRET)).warnings, []);
  assert.deepEqual(await digests(), before);
  const { warnings } = await openLogins(owner, url, 'the other installation', ['rollcall_viewer']);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /rollcall_viewer were changed: another installation .* ROLLCALL_SECRET will be refused/);
  await run('ALTER ROLE rollcall_viewer NOLOGIN');
  assert.deepEqual((await openLogins(owner, url, SECRET)).warnings, [], 'nobody used a login that was closed');
});

test('set_config is looked at also when every role has its own address', async () => {
  await run("CREATE ROLE plain_owner LOGIN PASSWORD 'chosen'");
  await run('GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC');
  const plain = opened(openDatabase(login('plain_owner'), { max: 1 }));
  const { warnings } = await openLogins(plain, login('plain_owner'), SECRET, []);
  assert.match(warnings.join(), /set_config\(\) could not be revoked/);
  assert.deepEqual((await openLogins(owner, url, SECRET, [])).warnings, []);
});

test('an owner who may not make or alter roles is told what the administrator has to run', async () => {
  const plain = opened(openDatabase(login('plain_owner'), { max: 1 }));
  await assert.rejects(openLogins(plain, login('plain_owner'), 'not yet known'), {
    code: 'setting-invalid',
    message: /ALTER ROLE rollcall_viewer LOGIN PASSWORD '…';[\s\S]*ROLLCALL_VIEWER_DATABASE_URL/,
  });
  for (const role of ROLES) await run(`ALTER ROLE ${role} RENAME TO hidden_${role}`);
  await run('CREATE DATABASE empty OWNER plain_owner');
  const empty = opened(openDatabase(login('plain_owner').replace('rollcall_template', 'empty'), { max: 1 }));
  await assert.rejects(migrate(empty, new Date('2026-11-23T12:00:00Z')), {
    code: 'setting-invalid',
    message: /CREATE ROLE rollcall_statistics LOGIN PASSWORD '…';/,
  });
  for (const role of ROLES) await run(`ALTER ROLE hidden_${role} RENAME TO ${role}`);
});

test('a held connection that the server ends refuses its next query, and the process lives', async () => {
  const pool = opened(openDatabase(url, { max: 1 }));
  await pool.connection().execute(async (held) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(held);
    await sql`SELECT pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(owner);
    await new Promise((done) => setTimeout(done, 100));
    await assert.rejects(sql`SELECT 1`.execute(held));
  });
  assert.equal(await whoAmI(pool), username, 'the pool replaces it');
});
