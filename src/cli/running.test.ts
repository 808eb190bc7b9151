import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { announceRunning, findRunning } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-running-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const running = (pid: number) => ({ pid, webUrl: 'http://localhost:3000', clockOffset: 0, sandbox: null });

/** A process whose command line is `node <name>`, which lives until the end of the tests. */
async function live(name: string): Promise<number> {
  const script = join(folder, name);
  writeFileSync(script, `console.log('ready'); setInterval(() => {}, 1000);`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid!;
}

test('another instance is found, until it says that it has stopped', async () => {
  const other = running(await live('main.ts'));
  const unsay = announceRunning(folder, other);
  assert.deepEqual(findRunning(folder), other);
  unsay();
  assert.equal(findRunning(folder), null);
  assert.equal(existsSync(join(folder, 'running.json')), false);
});

test('a number that belongs to another program is no instance', {
  skip: !existsSync('/proc/self/cmdline') && 'only where the system tells what a process is',
}, async () => {
  announceRunning(folder, running(await live('something-else.ts')));
  assert.equal(findRunning(folder), null);
});

test('a number that nobody has is no instance', () => {
  announceRunning(folder, running(spawnSync(process.execPath, ['--version']).pid));
  assert.equal(findRunning(folder), null);
});

test("a process's own number, left by one that was killed in the same container, is no instance", () => {
  const script = join(folder, 'main.ts');
  writeFileSync(
    script,
    `import { announceRunning, findRunning } from ${JSON.stringify(new URL('running.ts', import.meta.url).href)};
    announceRunning(${JSON.stringify(folder)}, { pid: process.pid, webUrl: '', clockOffset: 0, sandbox: null });
    console.log(JSON.stringify(findRunning(${JSON.stringify(folder)})));`,
  );
  assert.equal(spawnSync(process.execPath, [script], { encoding: 'utf8' }).stdout, 'null\n');
});
