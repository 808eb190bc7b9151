import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { accountForRoot, canReach } from './spare-account.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const folder = makeTemporaryFolder('rollcall-embedded-');
const isRoot = process.getuid?.() === 0;
after(() => {
  const closed = join(folder, 'closed', 'postgres.json');
  if (existsSync(closed)) {
    const { elsewhere } = JSON.parse(readFileSync(closed, 'utf8')) as { elsewhere: string | null };
    if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

const answer = async (url: string, question: string) => {
  const database = openDatabase(url, { max: 1 });
  const { rows } = await sql.raw<{ answer: string }>(question).execute(database);
  await database.destroy();
  return rows[0]!.answer;
};

/** Where the cluster is: elsewhere when root's spare account cannot enter the folder. */
const isRunning = () => {
  const { elsewhere } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as { elsewhere: string | null };
  return existsSync(join(elsewhere ?? join(folder, 'postgres'), 'cluster', 'postmaster.pid'));
};

test('starts, is joined by a second starter, keeps its data, and leaves no process', async () => {
  const first = await startEmbeddedPostgres(folder, { fast: true });
  assert.match(await answer(first.url, `SELECT current_setting('server_version') AS answer`), /^18\./);
  await answer(first.url, `CREATE TABLE kept AS SELECT 'yes' AS answer; SELECT answer FROM kept`).catch(() => {});
  const second = await startEmbeddedPostgres(folder);
  assert.deepEqual([first.started, second.started], [true, false]);
  assert.equal(second.url, first.url);
  await first.close();
  assert.equal(await answer(second.url, 'SELECT answer FROM kept'), 'yes', 'who started it leaves it to who joined');
  await second.close();
  assert.equal(isRunning(), false);
  const again = await startEmbeddedPostgres(folder, { fast: true });
  assert.equal(await answer(again.url, 'SELECT answer FROM kept'), 'yes');
  await again.close();
  await again.close();
  assert.equal(isRunning(), false);
});

test('a server whose starter was killed is stopped by the one that joined it', async () => {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)});
    await startEmbeddedPostgres(${JSON.stringify(folder)}, { fast: true });
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(starter.stdout, 'data');
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  assert.equal(isRunning(), true);
  const joined = await startEmbeddedPostgres(folder);
  assert.equal(joined.started, false);
  await joined.close();
  assert.equal(isRunning(), false);
});

test('a process that leaves the server to another one can end', async () => {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)});
    const server = await startEmbeddedPostgres(${JSON.stringify(folder)}, { fast: true });
    console.log('ready');
    process.stdin.once('data', async () => { process.stdin.destroy(); await server.close(); });`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(starter.stdout, 'data');
  const joined = await startEmbeddedPostgres(folder);
  starter.stdin.write('close');
  assert.deepEqual(await once(starter, 'exit'), [0, null]);
  assert.equal(await answer(joined.url, `SELECT 'here' AS answer`), 'here');
  await joined.close();
  assert.equal(isRunning(), false);
});

test('of two that close at once one stops it; one that comes meanwhile starts it anew', async () => {
  const [first, second] = await Promise.all([
    startEmbeddedPostgres(folder, { fast: true }),
    startEmbeddedPostgres(folder, { fast: true }),
  ]);
  assert.equal(Number(first.started) + Number(second.started), 1);
  const [, , third] = await Promise.all([first.close(), second.close(), startEmbeddedPostgres(folder, { fast: true })]);
  assert.equal(await answer(third.url, `SELECT 'here' AS answer`), 'here');
  await third.close();
  assert.equal(isRunning(), false);
});

test('root keeps the cluster elsewhere when others cannot enter the folder', {
  skip: !isRoot && 'needs root',
}, async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o700);
  const server = await startEmbeddedPostgres(closed, { fast: true });
  assert.equal(await answer(server.url, `SELECT 'here' AS answer`), 'here');
  await server.close();
  const { elsewhere } = JSON.parse(readFileSync(join(closed, 'postgres.json'), 'utf8')) as { elsewhere: string };
  assert.ok(elsewhere.startsWith('/var/lib/rollcall/'));
});

test('the spare uid is one that no account has; initdb runs as nobody', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nsomeone:x:63712:63712::/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n';
  assert.deepEqual(accountForRoot(passwd), {
    uid: 63_711,
    gid: 63_711,
    initdb: { name: 'nobody', uid: 65_534, gid: 65_534 },
  });
});

test('a folder can be reached only when every folder on the way lets others pass', () => {
  const inner = join(folder, 'inner', 'most');
  mkdirSync(inner, { recursive: true });
  assert.equal(canReach(inner), true);
  chmodSync(join(folder, 'inner'), 0o700);
  assert.equal(canReach(inner), false);
});
