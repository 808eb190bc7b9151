import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RollcallError } from '../../../errors.ts';
import { type Tried, trySandbox } from '../../../sandbox/try-sandbox.ts';
import type { Source } from '../../source.ts';
import { createWondeClient } from './client.ts';
import { findSchool } from './find-school.ts';
import { readPermissions } from './read-permissions.ts';
import { requestAccess } from './request-access.ts';
import { readApproval, readApprovals } from './schools.ts';
import { createWondeSource } from './source.ts';

const never = new AbortController().signal;
const clock = { now: () => new Date('2026-11-23T16:30:00Z') };
const request = { from: '2026-09-01', to: '2027-07-31', since: null };
let tried: Tried;
before(async () => {
  tried = await trySandbox();
});
after(() => tried.sandbox.close());

function openSource(guard: typeof fetch) {
  const { wondeUrl, token } = tried.sandbox;
  const client = createWondeClient({
    baseUrl: wondeUrl,
    hosts: [],
    token,
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 20,
    timeoutMs: 5000,
    retries: 5,
    pauseMs: 0,
    // A single wait would make the test run into its limit.
    backoffMs: 600_000,
    random: () => 1,
    fetch: guard,
  });
  const id = tried.id(900_001);
  return { client, source: createWondeSource({ client, school: { id, urn: 900_001, host: new URL(wondeUrl).host } }) };
}

async function readMarks(source: Source): Promise<void> {
  for await (const _page of source.readMarks(request, never));
}

/** Lets the first requests through, then refuses all. */
function refuseAfter(allowed: number, error: RollcallError) {
  const asked: string[] = [];
  const guard: typeof fetch = async (input, init) => {
    asked.push(String(input));
    if (asked.length > allowed) throw error;
    return fetch(input, init);
  };
  return { asked, guard };
}

test('a guard that refuses ends the reading at once, wherever it is', { timeout: 60_000 }, async () => {
  const error = new RollcallError('not-agreed', 'The school has opted out.');
  for (let allowed = 0; allowed < 7; allowed++) {
    const { asked, guard } = refuseAfter(allowed, error);
    await assert.rejects(openSource(guard).source.readRoll(never), (thrown) => thrown === error);
    assert.equal(asked.length, allowed + 1);
  }
  for (let allowed = 0; allowed < 4; allowed++) {
    const { asked, guard } = refuseAfter(allowed, error);
    await assert.rejects(readMarks(openSource(guard).source), (thrown) => thrown === error);
    assert.equal(asked.length, allowed + 1);
  }
});

test('so does one whose refusal could be tried again: it is not the source that failed', {
  timeout: 60_000,
}, async () => {
  const error = new RollcallError('stopped', 'The operator stopped it.');
  const { asked, guard } = refuseAfter(2, error);
  await assert.rejects(openSource(guard).source.readRoll(never), (thrown) => thrown === error);
  assert.equal(asked.length, 3);
});

test('every request goes through the fetch that was given', async (t) => {
  const real = globalThis.fetch;
  t.after(() => {
    globalThis.fetch = real;
  });
  let passed = 0;
  const { client, source } = openSource((input, init) => {
    passed++;
    return real(input, init);
  });
  globalThis.fetch = () => Promise.reject(new Error('a request went past the guard'));
  await source.readRoll(never);
  await readMarks(source);
  await readApprovals(client, never, { clock });
  const known = await findSchool(client, 900_907, never);
  await requestAccess(client, known!.id, [], never);
  await readApproval(client, known!.id, never, { clock });
  await readPermissions(client, known!.id, never);
  assert.ok(passed > 20);
});
