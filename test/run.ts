import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
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
process.env['NODE_ENV'] = 'test';
if (server) process.env['ROLLCALL_TEST_SERVER'] = server.url;
if (values.clock) process.env['ROLLCALL_CLOCK'] = readInstant(values.clock).toISOString();

// Each file has a process of its own, and they start in the order given: the command line of the runner would put them in that of their names.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const tests = run({ files, concurrency: prepared ? 1 : 2, signal: stop.signal });
tests.on('test:fail', () => {
  process.exitCode = 1;
});
try {
  for await (const text of tests.compose(new spec())) process.stdout.write(text);
} finally {
  await server?.stop();
}

/** Journeys and database tests take longest: they start first, so that both cores end together. */
function slowFirst(a: string, b: string): number {
  const weight = (file: string) => (file.includes('journey') ? 0 : file.includes('.db.') ? 1 : 2);
  return weight(a) - weight(b) || a.localeCompare(b);
}
