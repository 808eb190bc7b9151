import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '../../test/database.ts';
import { actForSchool } from '../agreement/act-for-school.ts';
import { checkSource } from '../agreement/check-source.ts';
import { hearOne } from '../agreement/update-agreements.ts';
import { auditKey } from '../audit/append-event.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { trySandbox } from '../sandbox/try-sandbox.ts';
import { collectAgreed, collectOnly } from './collect.ts';
import { addSandboxSchools } from './sandbox-part.ts';
import { openWonde } from './wonde.ts';

const URN = 900_001;
const logins = await testDatabase({ after });
const tried = await trySandbox();
after(() => tried.sandbox.close());
const now = new Date('2026-11-23T16:30:00Z');
const clock = { offset: 0, now: () => now };
const config = readConfig({ ROLLCALL_SANDBOX: 'on', ROLLCALL_WONDE_PAGE_SIZE: '50' });
await addSandboxSchools(logins.owner, tried.sandbox.wondeUrl, clock);
const parts = {
  logins,
  auditKey: auditKey('a secret of the tests that is long enough'),
  wonde: openWonde(config, tried.sandbox),
  clock,
  log: createLog('silent'),
  config,
  signal: new AbortController().signal,
};
const changing = { owner: logins.owner, auditKey: parts.auditKey, log: parts.log, keepDays: 30 };
const acting = {
  person: 'dfe-sign-in:HEAD',
  name: 'A head teacher',
  email: 'head@heron.example',
  organisation: `school:${URN}`,
  requestId: null,
};
const scope = { urns: [], person: acting.person, organisation: acting.organisation, agrees: true };
const press = (act: 'agree' | 'opt-out') =>
  actForSchool(logins.viewer, scope, changing, acting, { urn: URN, act, wording: 'The words.' }, now);

/** When the school's source was asked, by the machine's own clock. */
async function requestTimes(path?: string): Promise<number[]> {
  const asked = `/sandbox/requests/${tried.id(URN)}/times`;
  const { times } = await tried.get<{ times: { at: string; path: string }[] }>(asked);
  const wanted = path === undefined ? times : times.filter((each) => each.path === path);
  return wanted.map(({ at }) => Date.parse(at));
}

beforeEach(async () => {
  await tried.put('/sandbox/faults', { faults: [] });
  await press('agree');
  await checkSource(changing, parts.wonde, clock, parts.signal);
});

/** Opts out while the school is collected, once its source has been asked for marks; then waits for what else is asked. */
async function optOutWhileCollecting(
  faults: readonly object[],
): Promise<{ outcome: string; late: number; ms: number }> {
  await tried.put('/sandbox/faults', { faults });
  const marks = async () => (await requestTimes('attendance/session')).length;
  const before = await marks();
  const running = collectOnly(parts, [URN]);
  while ((await marks()) < before + 3) await sleep(20);
  await press('opt-out');
  const moment = Date.now();
  const [result] = await running;
  const ms = Date.now() - moment;
  await sleep(1500);
  const late = (await requestTimes()).filter((at) => at > moment + 1000).length;
  return { outcome: result!.outcome === 'succeeded' ? 'succeeded' : result!.errorCode, late, ms };
}

test('between two pages: nothing more is asked, and nothing of the run is kept', async () => {
  const slow = [{ kind: 'slow', school: URN, path: 'attendance/session', ms: 150 }];
  const { outcome, late } = await optOutWhileCollecting(slow);
  assert.deepEqual({ outcome, late }, { outcome: 'not-agreed', late: 0 });
  const marks = await logins.owner.selectFrom('register_week').select('week').where('school_urn', '=', URN).execute();
  assert.deepEqual(marks, []);
});

test('while an answer is awaited: the request is broken off', async () => {
  const { outcome, late, ms } = await optOutWhileCollecting([
    { kind: 'hang', school: URN, path: 'attendance/session', after: 2 },
  ]);
  assert.deepEqual({ outcome, late }, { outcome: 'not-agreed', late: 0 });
  // Without looking, the run would have waited for the timeout of 30 seconds.
  assert.ok(ms < 5000, `it ended after ${ms} ms`);
});

test('in a pause before a request is made again: it is not made again', async () => {
  const { outcome, late } = await optOutWhileCollecting([
    { kind: 'too-many-requests', school: URN, path: 'attendance/session', after: 2, retry_after: 1 },
  ]);
  assert.deepEqual({ outcome, late }, { outcome: 'not-agreed', late: 0 });
});

test('once opted out, neither collecting nor asking who has approved comes near the school, whatever its source says', async () => {
  await press('opt-out');
  const before = (await requestTimes()).length;
  const outcomes = await collectAgreed(parts, {});
  assert.ok(!outcomes.some(({ urn }) => urn === URN));
  await checkSource(changing, parts.wonde, clock, parts.signal);
  const approval = { id: tried.id(URN), mis: null, host: null, state: 'live', readAt: now } as const;
  assert.equal(await hearOne(changing, URN, approval, 'webhook'), false);
  assert.deepEqual(await collectOnly(parts, [URN]), []);
  assert.equal((await requestTimes()).length, before);
});
