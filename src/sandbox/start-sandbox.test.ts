import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from '../log.ts';
import { startSandboxThread } from './sandbox-thread.ts';
import { startSandbox } from './start-sandbox.ts';
import { trySandbox } from './try-sandbox.ts';

const options = {
  wondePort: 0,
  signInPort: 0,
  schools: 1,
  seed: 1,
  sizes: [10],
  clock: { now: () => new Date('2026-11-23T16:30:00Z') },
  log: createLog('silent'),
};

test("it refuses production, and any address but this machine's own", async () => {
  await assert.rejects(startSandbox({ ...options, production: true }), { code: 'sandbox-refused' });
  await assert.rejects(startSandbox({ ...options, host: '0.0.0.0' }), { code: 'sandbox-refused' });
});

test('with TLS it serves HTTPS that its own certificate vouches for, and addresses say https', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const sandbox = await startSandbox({ ...options, tls: true, dataDir });
  t.after(async () => {
    await sandbox.close();
    await rm(dataDir, { recursive: true });
  });
  const ca = await readFile(sandbox.certificate!, 'utf8');
  const url = `${sandbox.wondeUrl.replace('127.0.0.1', 'localhost')}/v1.0/schools/all?per_page=1`;
  const body = await new Promise<string>((resolve, reject) => {
    request(url, { ca, headers: { authorization: `Bearer ${sandbox.token}` } }, async (response) => {
      resolve((await response.toArray()).join(''));
    })
      .once('error', reject)
      .end();
  });
  assert.match(JSON.parse(body).meta.pagination.next, /^https:\/\/localhost:\d+\/v1\.0\/schools\/all\?/);
});

test('the same seed gives the same schools, token and pupils, another seed others', async (t) => {
  const tried = await Promise.all([5, 5, 6].map((seed) => trySandbox({ seed })));
  t.after(() => Promise.all(tried.map(({ sandbox }) => sandbox.close())));
  const all = await Promise.all(
    tried.map(async ({ sandbox, all: rows, id }) => [
      sandbox.token,
      sandbox.people,
      id(900_001),
      await rows(`/v1.0/schools/${id(900_001)}/students?include=extended_details&per_page=200`),
    ]),
  );
  assert.deepEqual(all[0], all[1]);
  assert.ok(all[0]!.every((part, i) => JSON.stringify(part) !== JSON.stringify(all[2]![i])));
});

test('the clock can be set, frozen or running, and a school without pupils is an empty one', async (t) => {
  const { sandbox, put, get, all, id } = await trySandbox({ sizes: [0, 10] });
  t.after(() => sandbox.close());
  const status = async () => await get<{ now: string; schools: { urn: number; pupils: number }[] }>('/sandbox/status');
  assert.equal((await status()).now, '2026-11-23T16:30:00Z');
  assert.deepEqual(await put('/sandbox/clock', { now: '2026-10-05T08:30:00Z', frozen: true }), {
    now: '2026-10-05T08:30:00.000Z',
    frozen: true,
  });
  assert.equal((await status()).schools[0]!.pupils, 0);
  assert.deepEqual(await all(`/v1.0/schools/${id(900_001)}/attendance/session`), []);
  assert.equal((await put('/sandbox/clock', { now: 'soon' }))['success'], false);
});

test('two pages a person may open: what this is, and the record', async (t) => {
  const { sandbox, ask } = await trySandbox();
  t.after(() => sandbox.close());
  assert.match(await (await ask('/sandbox/')).text(), /Invented schools, pupils and marks/);
  const record = await ask('/sandbox/mis/schools/900001/record');
  assert.equal(record.headers.get('content-type'), 'application/x-ndjson; charset=utf-8');
  assert.equal((await ask('/sandbox/mis/schools/1/record')).status, 404);
  assert.equal((await ask('/sandbox/mis/schools/900001/record?from=2026-02-30')).status, 400);
});

test('in a thread of its own it says the same, and every way to sign in leads back to the pages', async (t) => {
  const { clock, log, ...plain } = options;
  const clockOffset = clock.now().getTime() - Date.now();
  const sandbox = await startSandboxThread({ ...plain, clockOffset, publicUrl: 'http://localhost:3999' });
  t.after(() => sandbox.close());
  const other = await startSandbox(options);
  t.after(() => other.close());
  assert.deepEqual(Object.keys(sandbox).sort(), Object.keys(other).sort());
  assert.deepEqual(sandbox.people, other.people);
  assert.equal(sandbox.idams.realm, 'http://localhost:3999/');
  for (const [door, { issuer, clientId }] of [
    ['dfe-sign-in', sandbox.dfe],
    ['oidc', sandbox.oidc],
  ] as const) {
    const ask = async (address: string) => {
      const given = { client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri: address };
      const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
      const answer = await fetch(`${issuer}/auth?${new URLSearchParams({ ...given, ...pkce })}`, {
        redirect: 'manual',
      });
      return answer.status;
    };
    assert.equal(await ask(`http://localhost:3999/sign-in/${door}/callback`), 303);
    assert.equal(await ask(`http://localhost:3999/sign-in/callback`), 400);
    assert.equal(await ask(`http://elsewhere.example/sign-in/${door}/callback`), 400);
  }
  assert.match(await (await fetch(`${sandbox.wondeUrl}/sandbox/mail`)).text(), /None yet/);
});

test('a school that has closed is listed apart: no MIS has it', async (t) => {
  const { sandbox, get } = await trySandbox();
  t.after(() => sandbox.close());
  const status = await get<{ schools: { urn: number }[]; closedSchools: Record<string, unknown>[] }>('/sandbox/status');
  assert.deepEqual(
    status.closedSchools.map(({ urn, closedOn, trust }) => [urn, closedOn, trust]),
    [[900_905, '2025-08-31', null]],
  );
  assert.ok(status.schools.every(({ urn }) => urn !== 900_905));
});
