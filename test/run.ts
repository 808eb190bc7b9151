import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readInstant } from '../src/cli/clock.ts';
import { startTestServer } from './database.ts';

/**
 * `npm test [-- [--clock TIME] [--only TEXT]]`: every test, against one throw-away PostgreSQL. `--clock` makes the whole run
 * believe in another day; `--only` takes the files whose path contains the text.
 */
const { values } = parseArgs({ options: { clock: { type: 'string' }, only: { type: 'string' } } });
const kinds = ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'];
const files = globSync(kinds)
  .filter((file) => file.includes(values.only ?? ''))
  .sort(slowFirst);
if (files.length === 0) {
  console.error(`No test file's path contains "${values.only}".`);
  process.exit(1);
}
const prepared = process.env['ROLLCALL_TEST_DATABASE_URL'];
const server = prepared ? null : await startTestServer();
const env = {
  ...process.env,
  NODE_ENV: 'test',
  ...(server && { ROLLCALL_TEST_SERVER: server.url }),
  ...(values.clock && { ROLLCALL_CLOCK: readInstant(values.clock).toISOString() }),
};
const runner = spawn(
  process.execPath,
  ['--test', `--test-concurrency=${prepared ? 1 : 2}`, '--test-reporter=spec', ...files],
  { stdio: 'inherit', env },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
const code = await new Promise<number>((done) => runner.once('exit', (status) => done(status ?? 1)));
await server?.stop();
process.exit(code);

/** Journeys and database tests take longest: they start first, so that both cores end together. */
function slowFirst(a: string, b: string): number {
  const weight = (file: string) => (file.includes('journey') ? 0 : file.includes('.db.') ? 1 : 2);
  return weight(a) - weight(b) || a.localeCompare(b);
}
