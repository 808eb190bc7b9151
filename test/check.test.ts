import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const run = (...command: string[]) => spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });

test('types agree', () => {
  const { status, stdout } = run('node_modules/typescript/bin/tsc', '--noEmit');
  assert.equal(status, 0, stdout);
});

test('the code is laid out and linted as biome.json says', () => {
  const { status, stdout, stderr } = run('node_modules/@biomejs/biome/bin/biome', 'check', '.');
  assert.equal(status, 0, stdout + stderr);
});
