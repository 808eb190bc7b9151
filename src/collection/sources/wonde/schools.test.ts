import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWondeClient } from './client.ts';
import { readApproval, readApprovals } from './schools.ts';

const never = new AbortController().signal;
const readAt = new Date('2026-11-23T12:00:00Z');
const clock = { now: () => readAt };

const school = (id: string, changes: object = {}) => ({
  id,
  name: `School ${id}`,
  urn: 900001,
  la_code: '201',
  mis: 'SIMS',
  region: { domain: 'API.wonde.com' },
  ...changes,
});

/** Answers from a table of paths; what is not in it is an empty list. 404 for a meta that is not in it. */
function clientOf(answers: Record<string, unknown>) {
  const answer: typeof fetch = async (input) => {
    const path = new URL(String(input)).pathname.replace('/v1.0/', '');
    if (path in answers)
      return answers[path] === 403 ? new Response('', { status: 403 }) : Response.json({ data: answers[path] });
    return path.startsWith('meta') ? new Response('', { status: 404 }) : Response.json({ data: [] });
  };
  return createWondeClient({
    baseUrl: 'https://api.wonde.com',
    hosts: ['wonde.com'],
    token: 't',
    auth: 'bearer',
    paging: 'cursor',
    pageSize: 50,
    timeoutMs: 500,
    retries: 0,
    pauseMs: 0,
    fetch: answer,
  });
}

async function statesOf(answers: Record<string, unknown>) {
  const approvals = await readApprovals(clientOf(answers), never, { clock });
  return Object.fromEntries(approvals.map(({ id, state }) => [id, state]));
}

test('a school is live only when it is approved and audited', async () => {
  const states = await statesOf({
    schools: ['A1', 'A2', 'A3', 'A4', 'A5'].map((id) => school(id)),
    'schools/audited': [school('A4')],
    'meta/schools/A1': { online: true, approved: true, audited: true },
    'meta/schools/A2': { online: true, approved: true, audited: false },
    'meta/schools/A3': { online: false, approved: true, audited: true },
    'meta/schools/A5': { online: true, approved: false, audited: true },
  });
  assert.deepEqual(states, { A1: 'live', A2: 'waiting-for-audit', A3: 'offline', A4: 'live', A5: 'revoked' });
});

test('a school in several lists shares least, unless its approval stands now', async () => {
  const lists = {
    'schools/pending': [school('A1'), school('A2')],
    'schools/declined': [school('A2'), school('A3')],
    'schools/revoked': [school('A3'), school('A4')],
    schools: [school('A4')],
  };
  assert.deepEqual(await statesOf({ ...lists, 'meta/schools/A4': { approved: true, audited: true } }), {
    A1: 'pending',
    A2: 'declined',
    A3: 'revoked',
    A4: 'live',
  });
  assert.equal((await statesOf({ ...lists, 'meta/schools/A4': { approved: false, audited: true } }))['A4'], 'revoked');
});

test('a list that fails makes all fail', async () => {
  await assert.rejects(statesOf({ schools: [school('A1')], 'schools/declined': 403 }), { code: 'source-refused' });
});

test('a school is read leniently, and one whose id is no id not at all', async () => {
  const rows = [
    school('A1', { urn: '900002', la_code: 5, mis: 'Capita SIMS' }),
    school('A2', { urn: null, name: null, mis: null, la_code: null, region: null }),
    school('A3/../x'),
    null,
    'A4',
  ];
  const approvals = await readApprovals(clientOf({ 'schools/pending': rows }), never, { clock });
  assert.deepEqual(approvals, [
    {
      id: 'A1',
      urn: 900002,
      name: 'School A1',
      mis: 'SIMS',
      laCode: '005',
      host: 'api.wonde.com',
      state: 'pending',
      readAt,
    },
    { id: 'A2', urn: null, name: null, mis: null, laCode: null, host: null, state: 'pending', readAt },
  ]);
});

test('a school in the list of those offline alone has approved only if Wonde says so of the school', async () => {
  const lists = { 'schools/offline': [school('A1'), school('A2'), school('A3'), school('A4')] };
  const approved = { approved: true, audited: true, online: false };
  const answers = { ...lists, 'meta/schools/A1': approved, 'meta/schools/A2': { ...approved, approved: false } };
  assert.deepEqual(await statesOf({ ...answers, 'meta/schools/A4': 403 }), {
    A1: 'offline',
    A2: 'absent',
    A3: 'absent',
    A4: 'absent',
  });
});

test('of a school that is passed over the lists alone tell, and a refusal in them outweighs', async () => {
  const answers = {
    schools: ['A1', 'A2', 'A3'].map((id) => school(id)),
    'schools/audited': [school('A1'), school('A3')],
    'schools/revoked': [school('A3')],
    'schools/offline': [school('A4')],
    ...Object.fromEntries(
      ['A1', 'A2', 'A3', 'A4'].map((id) => [`meta/schools/${id}`, { approved: true, audited: true }]),
    ),
  };
  const mayAsk = async (id: string) => !['A1', 'A2', 'A3', 'A4'].includes(id);
  const approvals = await readApprovals(clientOf(answers), never, { clock, mayAsk });
  assert.deepEqual(Object.fromEntries(approvals.map(({ id, state }) => [id, state])), {
    A1: 'live',
    A2: 'waiting-for-audit',
    A3: 'revoked',
    A4: 'absent',
  });
});

test('one school is what meta says, and when not approved what the lists say', async () => {
  const one = async (answers: Record<string, unknown>) => {
    const { state, urn, mis } = await readApproval(clientOf(answers), 'A1', never, { clock });
    return [state, urn, mis];
  };
  const approved = { approved: true, audited: true, online: true };
  assert.deepEqual(await one({ 'meta/schools/A1': approved, 'schools/A1': 403 }), ['live', null, null]);
  const revoked = { 'schools/revoked': [school('A2'), school('A1')], 'schools/pending': [school('A1')] };
  assert.deepEqual(await one({ ...revoked, 'schools/A1': 403 }), ['revoked', 900001, 'SIMS']);
  assert.deepEqual(await one({ ...revoked, 'meta/schools/A1': approved, 'schools/A1': school('A1') }), [
    'live',
    900001,
    'SIMS',
  ]);
  assert.deepEqual(await one({ 'meta/schools/A1': { approved: false }, 'schools/A1': school('A1') }), [
    'absent',
    900001,
    'SIMS',
  ]);
  await assert.rejects(one({ 'schools/A1': 403, 'schools/declined': 403 }), { code: 'source-refused' });
});

test('the time of a reading is from before its first request', async () => {
  let time = 0;
  const ticking = { now: () => new Date(++time) };
  const approvals = await readApprovals(clientOf({ schools: [school('A1')] }), never, { clock: ticking });
  assert.equal(approvals[0]!.readAt.getTime(), 1);
});
