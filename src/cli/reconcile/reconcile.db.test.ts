import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/database.ts';
import { auditKey } from '../../audit/append-event.ts';
import { readConfig } from '../../config.ts';
import { londonInstant } from '../../domain/sessions/london.ts';
import { createLog } from '../../log.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { collectAgreed } from '../collect.ts';
import { isClean, reconcileAll } from '../reconcile.ts';
import { addSandboxSchools } from '../sandbox-part.ts';
import { openWonde } from '../wonde.ts';

const logins = await testDatabase({ after });
const now = londonInstant('2026-10-14', '16:30');
const clock = { offset: 0, now: () => now };
const log = createLog('silent');
const config = readConfig({ ROLLCALL_SANDBOX: 'on' });
const sandbox = await startSandbox({ wondePort: 0, signInPort: 0, schools: 2, seed: 5, sizes: [30, 20], clock, log });
after(() => sandbox.close());
await addSandboxSchools(logins.owner, sandbox.wondeUrl, clock);
const parts = {
  logins,
  auditKey: auditKey('tests'),
  wonde: openWonde(config, sandbox),
  clock,
  log,
  config,
  signal: new AbortController().signal,
};
const reconcile = () => reconcileAll(logins.owner, sandbox.wondeUrl, 7, now);

test('what was collected is what the MIS says, and a second collection changes nothing', async () => {
  const first = await collectAgreed(parts, {});
  assert.deepEqual(
    first.map(({ urn, outcome }) => [urn, outcome]),
    [
      [900_001, 'succeeded'],
      [900_002, 'succeeded'],
    ],
  );
  const found = await reconcile();
  assert.ok(found.expected > 1000);
  assert.equal(isClean(found), true, found.places.join('\n'));
  const second = await collectAgreed(parts, {});
  for (const outcome of second)
    assert.ok(outcome.outcome === 'succeeded' && outcome.counts.marks_new === 0 && outcome.counts.changed === 0);
});

test('schools that do not share were never asked for a pupil or a mark', async () => {
  const requests = (await (await fetch(`${sandbox.wondeUrl}/sandbox/requests`)).json()) as Record<
    string,
    Record<string, number>
  >;
  const { schools } = (await (await fetch(`${sandbox.wondeUrl}/sandbox/status`)).json()) as {
    schools: { id: string; urn: number; state: string }[];
  };
  const silent = schools.filter(({ state }) => state !== 'approved');
  assert.equal(silent.length, 7);
  for (const { id } of silent)
    assert.deepEqual(
      Object.keys(requests[id] ?? {}).filter((path) => /student|attendance|counts|deletions/.test(path)),
      [],
    );
});

test('a wrong, a missing and an extra mark are found', async () => {
  const change = (marks: string, where: string) =>
    sql
      .raw(
        `UPDATE register_week SET marks = ${marks} WHERE ctid = (SELECT ctid FROM register_week WHERE school_urn = 900001 AND ${where} ORDER BY week, pupil_id LIMIT 1) RETURNING 1`,
      )
      .execute(logins.owner);
  await change(`overlay(marks placing 'Q' from 3 for 1)`, `substr(marks, 3, 1) NOT IN ('.', 'Q')`);
  assert.equal((await reconcile()).wrong, 1);
  await change(`overlay(marks placing '.' from 1 for 1)`, `substr(marks, 1, 1) <> '.' AND week > '2026-09-20'`);
  assert.equal((await reconcile()).missing, 1);
  await change(`overlay(marks placing '/' from 14 for 1)`, `substr(marks, 14, 1) = '.'`);
  const found = await reconcile();
  assert.equal(found.extra, 1);
  assert.equal(isClean(found), false);
});

test('text that must not be stored is found wherever it is, and a birth date too', async () => {
  assert.equal((await reconcile()).forbidden, 0);
  await sql`UPDATE issue SET detail = '{"text": "PLANTED-CANARY address"}' WHERE ctid = (SELECT ctid FROM issue LIMIT 1)`.execute(
    logins.owner,
  );
  const { birth_dates } = (await (await fetch(`${sandbox.wondeUrl}/sandbox/canaries`)).json()) as {
    birth_dates: string[];
  };
  await sql`UPDATE pupil_source_key SET source_key = ${birth_dates[0]!} WHERE ctid = (SELECT ctid FROM pupil_source_key LIMIT 1)`.execute(
    logins.owner,
  );
  assert.equal((await reconcile()).forbidden, 2);
});
