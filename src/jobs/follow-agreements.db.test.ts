import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { actForSchool } from '../agreement/act-for-school.ts';
import { inviteSchool } from '../agreement/invite-school.ts';
import { noteHint } from '../agreement/note-hint.ts';
import { auditKey } from '../audit/append-event.ts';
import { addSandboxSchools } from '../cli/sandbox-part.ts';
import { openWonde } from '../cli/wonde.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { trySandbox } from '../sandbox/try-sandbox.ts';
import { type Follower, startFollower } from './follow-agreements.ts';

const logins = await testDatabase({ after });
const { owner, viewer } = logins;
const tried = await trySandbox();
after(() => tried.sandbox.close());
const [URN, ELSEWHERE] = [900_906, 900_909];
const DAY_MS = 24 * 60 * 60_000;
let now = new Date('2026-11-23T16:30:00Z');
const clock = { now: () => now };
/** Puts the clock forward; each thing that happens is later than the one before. */
const later = (ms = 60_000) => void (now = new Date(now.getTime() + ms));
const key = auditKey('a secret of the tests that is long enough');
const parts = { owner, auditKey: key, keepDays: 30, log: createLog('silent') };
const config = readConfig({ ROLLCALL_SANDBOX: 'on' });
let follower: Follower;
const collected: number[] = [];

before(async () => {
  await addSandboxSchools(owner, tried.sandbox.wondeUrl, { offset: 0, now: () => now });
  follower = startFollower({
    ...parts,
    access: openWonde(config, tried.sandbox),
    clock,
    remindDays: [7, 21],
    transport: null,
    checkMinutes: 15,
    everyMs: 100_000_000,
    collectSchools: async (urns) => void collected.push(...urns),
  });
});
after(() => follower.stop());

const follow = async () => {
  later();
  await follower.followNow();
};
const stateOf = async (urn: number) =>
  (await owner.selectFrom('agreement').select('state').where('school_urn', '=', urn).executeTakeFirst())?.state;
const mails = async () =>
  (await owner.selectFrom('mail').select(['template', 'email']).orderBy('mail_id').execute()).map(
    ({ template, email }) => `${template} ${email ?? ''}`.trim(),
  );
const invite = (urn: number, email: string) =>
  owner
    .transaction()
    .execute((transaction) =>
      inviteSchool(transaction, parts, { urn, email }, { person: null, name: 'x', requestId: null }, now),
    );
const setState = (state: string) => tried.put(`/sandbox/schools/${tried.id(URN)}/state`, { state });
const acting = {
  person: 'dfe-sign-in:HEAD',
  name: 'A head',
  email: 'head@x.example',
  organisation: `school:${URN}`,
  requestId: null,
};
const scope = { urns: [], person: acting.person, organisation: acting.organisation, agrees: true };
const press = (act: 'agree' | 'opt-out') =>
  actForSchool(viewer, scope, parts, acting, { urn: URN, act, wording: 'The words.' }, now);

test('what the source’s lists say is followed when it is due, and schools that were let in are collected at once', async () => {
  await follow();
  assert.deepEqual(
    [await stateOf(900_001), await stateOf(900_901), await stateOf(900_904)],
    ['receiving', 'invited', 'waiting-for-audit'],
  );
  assert.deepEqual(collected.splice(0), [900_001, 900_002]);
});

test('an invited school finds the request in its aggregator’s portal; one that the source does not know is looked for again a day later', async () => {
  assert.equal((await invite(URN, 'head@x.example')).outcome, 'invited');
  assert.equal((await invite(ELSEWHERE, 'head@y.example')).outcome, 'invited');
  await follow();
  const { data } = await tried.get(`/v1.0/schools/pending?urn=${URN}`);
  assert.equal(data.length, 1);
  const says = await owner
    .selectFrom('agreement')
    .select(['school_urn', 'source_says'])
    .where('school_urn', 'in', [URN, ELSEWHERE])
    .orderBy('school_urn')
    .execute();
  assert.deepEqual(
    says.map(({ source_says }) => source_says),
    ['pending', 'absent'],
  );
});

test('a source that is away when access is to be asked for is asked again in the next round, not the next day', async () => {
  await invite(900_907, 'head@z.example');
  await tried.put('/sandbox/faults', { faults: [{ kind: 'server-error', path: 'request-access', times: 20 }] });
  await follow();
  assert.equal((await tried.get('/v1.0/schools/pending?urn=900907')).data.length, 0);
  await tried.put('/sandbox/faults', { faults: [] });
  await follow();
  assert.equal((await tried.get('/v1.0/schools/pending?urn=900907')).data.length, 1);
  await owner.deleteFrom('invitation').where('school_urn', '=', 900_907).execute();
  await owner.deleteFrom('agreement').where('school_urn', '=', 900_907).execute();
});

test('reminders are sent on their days, once each, and not to who has answered', async () => {
  const reminders = async () => (await mails()).filter((mail) => mail.startsWith('school-reminded'));
  later(6 * DAY_MS);
  await follow();
  assert.deepEqual(await reminders(), []);
  later(DAY_MS);
  await follow();
  await follow();
  assert.deepEqual(await reminders(), ['school-reminded head@x.example', 'school-reminded head@y.example']);
  assert.equal((await press('agree')).outcome, 'changed');
  later(14 * DAY_MS);
  await follow();
  assert.deepEqual((await reminders()).slice(2), ['school-reminded head@y.example']);
});

test('a webhook is a hint: what it says is asked for, and a forged one changes nothing', async () => {
  assert.equal(await stateOf(URN), 'connecting');
  await noteHint(viewer, 'wonde', tried.id(URN), now);
  await follow();
  assert.equal(await stateOf(URN), 'connecting');
  await setState('unaudited');
  for (const _ of [1, 2]) await noteHint(viewer, 'wonde', tried.id(URN), now);
  await noteHint(viewer, 'wonde', 'A9999999999', now);
  await follow();
  assert.equal(await stateOf(URN), 'waiting-for-audit');
  await setState('approved');
  await noteHint(viewer, 'wonde', tried.id(URN), now);
  await follow();
  assert.equal(await stateOf(URN), 'receiving');
  assert.ok(collected.includes(URN));
  const through = await owner
    .selectFrom('agreement_event')
    .select('through')
    .where('school_urn', '=', URN)
    .orderBy('event', 'desc')
    .execute();
  assert.equal(through[0]!.through, 'webhook');
});

test('a source that does not answer is asked again: hints are kept until then', async () => {
  await setState('offline');
  await noteHint(viewer, 'wonde', tried.id(URN), now);
  await tried.put('/sandbox/faults', {
    faults: [
      { kind: 'forbidden', path: 'meta', times: 0 },
      { kind: 'truncated-json', path: 'meta', times: 20 },
    ],
  });
  await follow();
  assert.equal(await stateOf(URN), 'receiving');
  await tried.put('/sandbox/faults', { faults: [] });
  await follow();
  assert.equal(await stateOf(URN), 'connection-lost');
});

test('a connection that has been lost for a day is told to the school, once', async () => {
  const told = async () => (await mails()).filter((mail) => mail.startsWith('connection-lost')).length;
  await follow();
  assert.equal(await told(), 0);
  later(DAY_MS);
  await follow();
  await follow();
  assert.equal(await told(), 1);
});

test('after an opt out the source is not asked about the school, and its data go when their time is over', async () => {
  await press('opt-out');
  const asked = async () =>
    (await tried.get<{ times: unknown[] }>(`/sandbox/requests/${tried.id(URN)}/times`)).times.length;
  const before = await asked();
  await setState('approved');
  await noteHint(viewer, 'wonde', tried.id(URN), now);
  later(29 * DAY_MS);
  await follow();
  assert.equal(await stateOf(URN), 'opted-out');
  assert.equal(await asked(), before);
  assert.ok(!(await mails()).includes('data-deleted'));
  later(2 * DAY_MS);
  await follow();
  assert.ok((await mails()).includes('data-deleted'));
});

test('a school that closes ends its agreement; the operators are told whom to ask anew', async () => {
  await owner
    .updateTable('school')
    .set({ status_code: '2', close_date: '2026-08-31', may_share: false })
    .where('urn', '=', 900_002)
    .execute();
  await owner
    .insertInto('school_link')
    .values({ urn: 900_907, link_urn: 900_002, link_type: 'Predecessor', link_date: null })
    .execute();
  await follow();
  assert.equal(await stateOf(900_002), 'closed');
  const tell = await owner.selectFrom('mail').select('facts').where('template', '=', 'successor-to-ask').execute();
  assert.deepEqual(
    tell.map(({ facts }) => (facts as { successorUrn: number }).successorUrn),
    [900_907],
  );
  assert.equal(await stateOf(900_907), undefined);
});
