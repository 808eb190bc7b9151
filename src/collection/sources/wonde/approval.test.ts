import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Tried, trySandbox } from '../../../sandbox/try-sandbox.ts';
import { createWondeClient, type WondeClient } from './client.ts';
import { findSchool } from './find-school.ts';
import { readPermissions } from './read-permissions.ts';
import { requestAccess } from './request-access.ts';
import { readApproval, readApprovals } from './schools.ts';

const never = new AbortController().signal;
const START = '2026-11-23T16:30:00Z';
const clock = { now: () => new Date(START) };
let tried: Tried;
let client: WondeClient;

before(async () => {
  tried = await trySandbox();
  client = createWondeClient({
    baseUrl: tried.sandbox.wondeUrl,
    hosts: [],
    token: tried.sandbox.token,
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 50,
    timeoutMs: 2000,
    retries: 2,
    backoffMs: 1,
    pauseMs: 0,
  });
});
beforeEach(() => tried.put('/sandbox/clock', { now: START, frozen: true }));
after(() => tried.sandbox.close());

const press = (urn: number, action: string, form: Record<string, string> = {}) =>
  fetch(`${tried.sandbox.wondeUrl}/sandbox/portal/${urn}/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
const stateOf = async (urn: number) => (await readApproval(client, tried.id(urn), never, { clock })).state;

test('a school is found, asked, approves, is audited, loses its link, and ends it', async () => {
  const found = await findSchool(client, 900_906, never);
  assert.deepEqual(found, {
    id: tried.id(900_906),
    urn: 900_906,
    name: found!.name,
    mis: 'Integris',
    laCode: '341',
    host: new URL(tried.sandbox.wondeUrl).host,
  });
  assert.equal(await stateOf(900_906), 'absent');
  const contact = { firstName: 'Ada', lastName: 'Head', email: 'head@900906.sandbox.example' };
  assert.deepEqual(await requestAccess(client, found!.id, [contact], never), { state: 'pending' });
  assert.deepEqual(await requestAccess(client, found!.id, [], never), { state: 'pending' });
  assert.equal(await stateOf(900_906), 'pending');
  await press(900_906, 'approve');
  assert.equal(await stateOf(900_906), 'waiting-for-audit');
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:32:00Z', frozen: true });
  const live = await readApproval(client, found!.id, never, { clock });
  assert.deepEqual(live, { ...found, state: 'live', readAt: clock.now() });
  assert.deepEqual(await requestAccess(client, found!.id, [], never), { state: 'approved' });
  await press(900_906, 'disconnect');
  assert.equal(await stateOf(900_906), 'offline');
  await press(900_906, 'revoke');
  assert.equal(await stateOf(900_906), 'revoked');
  await press(900_906, 'approve');
  assert.equal(await stateOf(900_906), 'live');
});

test('a refusal is told from the lists', async () => {
  assert.equal(await stateOf(900_902), 'declined');
  assert.equal(await stateOf(900_903), 'revoked');
});

test('a school that Wonde does not know is not found, and an id of another form is never asked about', async () => {
  assert.equal(await findSchool(client, 900_909, never), null);
  assert.equal((await readApproval(client, 'A123', never, { clock })).state, 'absent');
  const before = await tried.get<Record<string, object>>('/sandbox/requests');
  assert.equal((await readApproval(client, '../schools', never, { clock })).state, 'absent');
  assert.deepEqual(await tried.get('/sandbox/requests'), before);
  await assert.rejects(requestAccess(client, 'A1/../A2', [], never), RangeError);
});

test('no request is made about a school that is passed over', async () => {
  const left = [tried.id(900_001), tried.id(900_904)];
  const mayAsk = async (id: string) => !left.includes(id);
  type Times = { latest: string | null };
  const latest = async (urn: number) => (await tried.get<Times>(`/sandbox/requests/${urn}/times`)).latest;
  const was = [await latest(900_001), await latest(900_002), await latest(900_904)];
  const approvals = await readApprovals(client, never, { clock, mayAsk });
  const is = [await latest(900_001), await latest(900_002), await latest(900_904)];
  assert.deepEqual([is[0], is[2]], [was[0], was[2]]);
  assert.notEqual(is[1], was[1]);
  const states = new Map(approvals.map(({ urn, state }) => [urn, state]));
  assert.deepEqual([states.get(900_001), states.get(900_904)], ['live', 'waiting-for-audit']);
});

test('permissions that are missing and wider are told item by item', async () => {
  const { items, wider, hiddenPupils } = await readPermissions(client, tried.id(900_904), never);
  const missing = items.filter(({ state }) => state !== 'granted').map(({ item, state }) => `${item} ${state}`);
  assert.deepEqual(missing, ['ethnicity missing']);
  assert.deepEqual(
    wider.map(({ name }) => name),
    ['Date of birth'],
  );
  assert.equal(hiddenPupils, 0);
  const usual = await readPermissions(client, tried.id(900_002), never);
  assert.ok(usual.items.every(({ state }) => state === 'granted'));
  assert.deepEqual(usual.wider, []);
});

test('asking for access is tried again after a fault, and not after a refusal', async () => {
  const id = tried.id(900_907);
  await tried.put('/sandbox/faults', { faults: [{ kind: 'server-error', path: 'request-access', times: 2 }] });
  assert.deepEqual(await requestAccess(client, id, [], never), { state: 'pending' });
  await assert.rejects(requestAccess(client, 'A1', [], never), { code: 'source-refused' });
  await tried.put('/sandbox/faults', {});
});
