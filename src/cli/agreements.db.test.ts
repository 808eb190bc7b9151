import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { readAgreementsAction } from './agreements.ts';

const logins = await testDatabase({ after });
const folder = mkdtempSync(join(tmpdir(), 'rollcall-agreements-'));
after(() => rmSync(folder, { recursive: true }));
const now = new Date('2026-11-23T17:00:00Z');
await sql`INSERT INTO school (urn, name, may_share, invented, imported_at) VALUES (900001, 'One', true, true, ${now}),
  (900002, 'Two', true, true, ${now}), (900003, 'Independent', false, true, ${now})`.execute(logins.owner);

/** Runs the command on the test's own database. @returns the exit code and the JSON lines */
async function run(...positionals: string[]): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const lines: Record<string, unknown>[] = [];
  const parts = { logins, auditKey: auditKey('a secret of the tests that is long enough') };
  const code = await readAgreementsAction(positionals)(parts, {
    config: readConfig({}),
    clock: { now: () => now },
    log: createLog('silent'),
    say: () => {},
    json: (value) => void lines.push(value as Record<string, unknown>),
    wantsJson: true,
    signal: new AbortController().signal,
  });
  return { code, lines };
}
const file = (text: string) => {
  const path = join(folder, 'schools.csv');
  writeFileSync(path, text);
  return path;
};

test('schools are counted by state; those that may not share are left out', async () => {
  const { code, lines } = await run();
  assert.equal(code, 0);
  const [{ schools, states }] = lines as [{ schools: number; states: Record<string, number> }];
  assert.deepEqual([schools, states['not-asked'], states['invited']], [2, 2, 0]);
});

test('a file invites the schools that it can, and tells of each line why not', async () => {
  const path = file(
    'URN,E-mail\n900001,head@one.example\n900003,head@three.example\n900009,x@y.example\n900002,\nninety,x@y.example\n',
  );
  const { code, lines } = await run('invite', path);
  assert.equal(code, 1);
  const outcomes = lines.slice(0, -1).map(({ line, outcome }) => `${line} ${outcome}`);
  assert.deepEqual(outcomes.sort(), [
    '2 invited',
    '3 may-not-share',
    '4 school-unknown',
    '5 nobody-to-write-to',
    '6 refused',
  ]);
  assert.deepEqual(lines.at(-1), { lines: 5, invited: 1, invited_again: 0, refused: 4 });
  assert.equal((await run('invite', file('900001,head@one.example\n'))).code, 0);
});

test('one school is shown with its whole history, and a history that was meddled with is told', async () => {
  const { code, lines } = await run('show', '900001');
  assert.equal(code, 0);
  const [shown] = lines as [{ state: string; history_agrees: boolean; history: { kind: string; name: string }[] }];
  assert.deepEqual([shown.state, shown.history_agrees], ['invited', true]);
  assert.deepEqual(
    shown.history.map(({ kind, name }) => `${kind} ${name}`),
    ['invite command line'],
  );
  await sql`UPDATE agreement SET state = 'receiving' WHERE school_urn = 900001`.execute(logins.owner);
  const meddled = await run('show', '900001');
  assert.deepEqual([meddled.code, meddled.lines[0]!['history_agrees']], [1, false]);
});

test('what cannot be understood is refused with what to do', async () => {
  await assert.rejects(run('show', '900009'), { code: 'school-unknown' });
  for (const positionals of [['show'], ['show', 'one'], ['invite'], ['count'], ['show', '900001', 'x']])
    await assert.rejects(run(...positionals), { code: 'command-invalid' });
  await assert.rejects(run('invite', join(folder, 'none.csv')), { code: 'file-invalid', message: /no such file/ });
  await assert.rejects(run('invite', file('')), { code: 'file-invalid', message: /no school/ });
});
