import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWondeClient } from './client.ts';
import { readApprovals } from './schools.ts';

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
  const approvals = await readApprovals(clientOf(answers), new AbortController().signal);
  return Object.fromEntries(approvals.map(({ id, state }) => [id, state]));
}

test('a school is agreed only when it is approved and audited', async () => {
  const states = await statesOf({
    schools: ['A1', 'A2', 'A3', 'A4', 'A5'].map((id) => school(id)),
    'schools/audited': [school('A4')],
    'meta/schools/A1': { online: true, approved: true, audited: true },
    'meta/schools/A2': { online: true, approved: true, audited: false },
    'meta/schools/A3': { online: false, approved: true, audited: true },
    'meta/schools/A5': { online: true, approved: false, audited: true },
  });
  assert.deepEqual(states, { A1: 'agreed', A2: 'waiting-for-audit', A3: 'offline', A4: 'agreed', A5: 'revoked' });
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
    A4: 'agreed',
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
  const approvals = await readApprovals(clientOf({ 'schools/pending': rows }), new AbortController().signal);
  assert.deepEqual(approvals, [
    { id: 'A1', urn: 900002, name: 'School A1', mis: 'SIMS', laCode: '005', host: 'api.wonde.com', state: 'pending' },
    { id: 'A2', urn: null, name: null, mis: null, laCode: null, host: null, state: 'pending' },
  ]);
});
