import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Json, type Tried, trySandbox } from '../try-sandbox.ts';

let tried: Tried;
/** Bodies of the webhooks that came, and with what status each is answered, in order; 200 when none is left. */
const received: Json[] = [];
const statuses: number[] = [];
const receiver = createServer((request, response) => {
  request.toArray().then((parts) => {
    received.push(JSON.parse(Buffer.concat(parts as Buffer[]).toString('utf8')) as Json);
    response.writeHead(statuses.shift() ?? 200).end();
  });
});

before(async () => {
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/wonde`;
  tried = await trySandbox({ webhookUrl });
});
beforeEach(async () => {
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:30:00Z', frozen: true });
  received.length = 0;
  statuses.length = 0;
});
after(async () => {
  await tried.sandbox.close();
  receiver.closeAllConnections();
  receiver.close();
});

const press = (urn: number, action: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${tried.sandbox.wondeUrl}/sandbox/portal/${urn}/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });
const pageOf = async (urn: number) => (await tried.ask(`/sandbox/portal/${urn}`)).text();
const stateOf = async (urn: number) => {
  const { schools } = await tried.get<{ schools: { urn: number; state: string }[] }>('/sandbox/status');
  return schools.find((each) => each.urn === urn)?.state;
};
const askAccess = async (urn: number) => {
  const url = `/v1.0/schools/${tried.id(urn)}/request-access`;
  return (await (await tried.ask(url, { method: 'POST', body: '{}' })).json()) as Json;
};

/** Waits until as many webhooks came: they are sent by and by. */
async function webhooks(count: number): Promise<Json[]> {
  for (let tries = 0; received.length < count && tries < 200; tries++) await wait(20);
  return [...received];
}

test('asked, approved, audited after the delay: and the app hears of the approval alone', async () => {
  assert.match(await pageOf(900_906), /The service has not asked for access/);
  assert.equal((await press(900_906, 'approve')).status, 409);
  assert.equal((await askAccess(900_906))['state'], 'pending');
  assert.equal((await askAccess(900_906))['state'], 'pending');
  const answer = await press(900_906, 'approve');
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sandbox/portal/900906']);
  assert.equal(await stateOf(900_906), 'unaudited');
  assert.equal((await askAccess(900_906))['state'], 'approved');
  await tried.put('/sandbox/clock', { now: '2026-11-23T16:31:00Z', frozen: true });
  assert.equal(await stateOf(900_906), 'approved');
  const { data: meta } = await tried.get<{ data: Json }>(`/v1.0/meta/schools/${tried.id(900_906)}`);
  assert.deepEqual([meta['approved'], meta['audited'], meta['online']], [true, true, true]);
  const [first, ...others] = await webhooks(1);
  assert.deepEqual(others, []);
  const { school_token, ...fields } = first!;
  assert.match(String(school_token), /^PLANTED-CANARY/);
  assert.deepEqual(
    Object.entries(fields).map(([name, value]) => `${name} ${typeof value}`),
    [
      'payload_type string',
      'school_id string',
      'school_name string',
      'school_la_code string',
      'school_urn string',
      'school_establishment_number string',
    ],
  );
  assert.deepEqual([fields['payload_type'], fields['school_urn']], ['schoolApproved', '900906']);
});

test('revoked and approved again it is not audited again; the reasons go with the webhooks', async () => {
  await press(900_002, 'revoke', { reason: 'We changed our mind' });
  assert.match(await pageOf(900_002), /We changed our mind/);
  await press(900_002, 'approve');
  assert.equal(await stateOf(900_002), 'approved');
  await press(900_901, 'decline', { reason: '<b>not</b> now' });
  assert.match(await pageOf(900_901), /&#60;b&#62;not/);
  const sent = await webhooks(3);
  assert.deepEqual(
    sent.map((each) => [each['payload_type'], each['revoke_reason'] ?? each['decline_reason']]),
    [
      ['accessRevoked', 'We changed our mind'],
      ['schoolApproved', undefined],
      ['accessDeclined', '<b>not</b> now'],
    ],
  );
});

test('with no delay set the audit waits for its button', async () => {
  await tried.put('/sandbox/settings', { audit_delay_minutes: null });
  await askAccess(900_907);
  await press(900_907, 'approve');
  await tried.put('/sandbox/clock', { now: '2026-11-24T16:30:00Z', frozen: true });
  assert.equal(await stateOf(900_907), 'unaudited');
  await press(900_907, 'audit');
  assert.equal(await stateOf(900_907), 'approved');
  await press(900_907, 'disconnect');
  assert.equal(await stateOf(900_907), 'offline');
  await press(900_907, 'reconnect');
  assert.equal(await stateOf(900_907), 'approved');
  await tried.put('/sandbox/settings', { audit_delay_minutes: 1 });
});

test('a change of MIS is announced and done: another name, other ids, the same UPNs', async () => {
  const path = `/v1.0/schools/${tried.id(900_001)}/students?include=education_details&per_page=200`;
  const upns = (rows: Json[]) => rows.map((row) => (row['education_details'] as { data: Json }).data['upn']);
  const [was, known] = [await tried.all(path), await tried.get<{ data: Json }>(`/v1.0/schools/${tried.id(900_001)}`)];
  assert.equal((await press(900_001, 'complete-migration')).status, 409);
  assert.equal((await press(900_001, 'schedule-migration', { mis: String(known.data['mis']) })).status, 400);
  await press(900_001, 'schedule-migration', { mis: 'Engage' });
  assert.match(await pageOf(900_001), /A change to Engage is scheduled for 30 November 2026/);
  assert.deepEqual(await tried.all(path), was);
  await press(900_001, 'complete-migration');
  const [is, school] = [await tried.all(path), await tried.get<{ data: Json }>(`/v1.0/schools/${tried.id(900_001)}`)];
  assert.deepEqual(upns(is), upns(was));
  assert.ok(is.every(({ id }, i) => id !== was[i]!['id']));
  assert.equal(school.data['mis'], 'Engage');
  const sent = await webhooks(2);
  assert.deepEqual(
    sent.map((each) => [each['migrate_from'], each['migrate_to'], each['scheduled_at'], each['completed_at']]),
    [
      [known.data['mis'], 'Engage', '2026-11-30 16:30:00', null],
      [known.data['mis'], 'Engage', '2026-11-30 16:30:00', '2026-11-23 16:30:00'],
    ],
  );
});

test('optional permissions are turned on and off, and what is not granted is not in the data', async () => {
  const id = tried.id(900_002);
  const ethnicities = async () =>
    (await tried.all(`/v1.0/schools/${id}/students?include=extended_details&per_page=200`)).map(
      (row) => (row['extended_details'] as { data: Json }).data['ethnicity_code'],
    );
  assert.ok((await ethnicities()).some((code) => code !== null));
  await press(900_002, 'permissions', { permission: 'students.date_of_birth' });
  assert.ok((await ethnicities()).every((code) => code === null));
  const rows = await tried.all(`/v1.0/meta/schools/${id}/permissions`);
  const granted = rows.filter(({ approved }) => approved).map(({ identity }) => identity);
  assert.ok(granted.includes('students.forename') && granted.includes('students.date_of_birth'));
  const declined = rows.filter((row) => row['declined']).map(({ identity }) => identity);
  assert.ok(declined.includes('students.extended_details.ethnicity'));
  const audited = await tried.all(`/v1.0/meta/schools/${tried.id(900_904)}/permissions`);
  assert.ok(audited.every((row) => row['audited'] === false));
});

test('a school that is not at Wonde is known once it has connected its MIS', async () => {
  assert.match(await (await tried.ask('/sandbox/portal')).text(), /MIS not connected/);
  assert.equal((await press(900_909, 'approve')).status, 409);
  assert.deepEqual(await tried.all('/v1.0/schools/all?urn=900909'), []);
  assert.equal((await press(900_909, 'connect')).status, 303);
  const [known] = await tried.all('/v1.0/schools/all?urn=900909');
  assert.equal(known!['urn'], 900_909);
  assert.equal(await stateOf(900_909), 'unrequested');
});

test('a webhook is tried three times, keeps nobody waiting, and what became of it can be read', async () => {
  statuses.push(500, 503);
  const started = performance.now();
  await press(900_903, 'approve');
  assert.ok(performance.now() - started < 1000);
  await webhooks(3);
  for (let tries = 0; tries < 100; tries++) {
    const last = (await tried.get<{ tries: Json[]; payload: Json }[]>('/sandbox/webhooks')).at(-1)!;
    if (last.tries.length < 3) await wait(20);
    else {
      assert.equal(last.payload['school_urn'], '900903');
      return assert.deepEqual(
        last.tries.map(({ status }) => status),
        [500, 503, 200],
      );
    }
  }
  assert.fail('the third try is not in the log');
});

test('what cannot be, is refused: an unknown school or action, and a form of another site', async () => {
  assert.equal((await press(900_999, 'approve')).status, 404);
  assert.equal((await press(900_002, 'constructor')).status, 404);
  assert.equal((await press(900_002, 'revoke', {}, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await tried.ask('/sandbox/portal/1')).status, 404);
});

test('pages need no script and take nothing from elsewhere', async () => {
  const answer = await tried.ask('/sandbox/portal/900002');
  assert.match(String(answer.headers.get('content-security-policy')), /^default-src 'none'; style-src 'self';/);
  assert.doesNotMatch(await answer.text(), /<script|style=|https?:/);
  assert.equal((await tried.ask('/sandbox/portal.css')).headers.get('content-type'), 'text/css; charset=utf-8');
});

test('requests about a school are logged with their times, those for its URN among them', async () => {
  const begin = new Date().toISOString();
  await tried.get('/v1.0/schools/all?urn=900908');
  await askAccess(900_908);
  type Times = { latest: string; times: { at: string; path: string }[] };
  const { latest, times } = await tried.get<Times>('/sandbox/requests/900908/times');
  assert.deepEqual(
    times.map(({ path }) => path),
    ['schools/all', 'request-access'],
  );
  assert.ok(times.every(({ at }) => at >= begin) && latest === times[1]!.at);
  const account = await tried.get<Times>('/sandbox/requests/account/times');
  assert.equal(account.times.at(-1)!.path, 'schools/all');
});
