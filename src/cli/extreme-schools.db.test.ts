import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import { readConfig } from '../config.ts';
import { londonInstant } from '../domain/sessions/london.ts';
import { createLog } from '../log.ts';
import { startSandboxThread } from '../sandbox/sandbox-thread.ts';
import { collectAgreed } from './collect.ts';
import { isClean, reconcileAll } from './reconcile.ts';
import { addSandboxSchools } from './sandbox-part.ts';
import { openWonde } from './wonde.ts';

const logins = await testDatabase({ after });
const now = londonInstant('2026-09-30', '16:30');
const clock = { offset: now.getTime() - Date.now(), now: () => now };
const config = readConfig({ ROLLCALL_SANDBOX: 'on' });
const options = { wondePort: 0, signInPort: 0, schools: 2, seed: 7, sizes: [5000, 0], clockOffset: clock.offset };
const sandbox = await startSandboxThread(options);
after(() => sandbox.close());

test('a school of 5,000 pupils and one with none are collected whole', async () => {
  await fetch(`${sandbox.wondeUrl}/sandbox/settings`, {
    method: 'PUT',
    body: JSON.stringify({ marks_from: '2026-09-28' }),
  });
  await fetch(`${sandbox.wondeUrl}/sandbox/clock`, {
    method: 'PUT',
    body: JSON.stringify({ now: now.toISOString(), frozen: true }),
  });
  await addSandboxSchools(logins.owner, sandbox.wondeUrl, clock);
  const wonde = openWonde(config, sandbox);
  const parts = {
    logins,
    auditKey: auditKey('tests'),
    wonde,
    clock,
    log: createLog('silent'),
    config,
    signal: new AbortController().signal,
  };
  const outcomes = await collectAgreed(parts, { firstDay: '2026-09-28' });
  assert.deepEqual(
    outcomes.map(({ urn, outcome }) => [urn, outcome]),
    [
      [900_001, 'succeeded'],
      [900_002, 'succeeded'],
    ],
  );
  const [large, empty] = outcomes.map((each) => (each.outcome === 'succeeded' ? each.counts : null));
  assert.ok(large!.pupils > 4000 && large!.marks_new > 20_000, JSON.stringify(large));
  assert.deepEqual([empty!.pupils, empty!.marks_new], [0, 0]);
  const found = await reconcileAll(logins.owner, sandbox.wondeUrl, 7, now);
  assert.ok(isClean(found), found.places.join('\n'));
  const issues = await logins.owner.selectFrom('issue').select('code').where('school_urn', '=', 900_002).execute();
  assert.deepEqual(issues, [{ code: 'school-empty' }]);
});
