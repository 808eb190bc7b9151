import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { SignJWT } from 'jose';
import { createDfePublicApi, type DfePublicApiOptions } from '../../access/dfe-public-api.ts';
import { type Json, trySandbox } from '../try-sandbox.ts';

const tried = await trySandbox({ schools: 9, sizes: [1, 1, 1, 1, 1, 1, 1, 1, 1] });
const { sandbox, put, get } = tried;
after(() => sandbox.close());
const { url, apiSecret, serviceId, roleCode } = sandbox.publicApi;
const NOW = new Date('2026-11-23T16:30:00Z');

const open = (options: Partial<DfePublicApiOptions> = {}) =>
  createDfePublicApi({
    url,
    apiSecret,
    serviceId,
    roleCodes: [roleCode],
    clientId: sandbox.dfe.clientId,
    clientSecret: sandbox.dfe.clientSecret,
    clock: { now: () => NOW },
    backOffMs: 1,
    ...options,
  });
const find = (email: string) => sandbox.people.find((person) => person.email === email)!;
const head = find('head@900001.sandbox.example');
const officer = find('attendance@900001.sandbox.example');
const lead = sandbox.people.find(({ role }) => role === 'trust lead with two organisations')!;
const idOf = async (subject: string, at = 0) => {
  const organisation = (await open().organisationsOf(subject))![at]!;
  return 'providerId' in organisation ? organisation.providerId! : '';
};
const school = await idOf(head.subject);
const fail = (...faults: Json[]) => put('/sandbox/public-api/faults', { faults });
beforeEach(() => fail());

test('who holds the role at the start does so here, by service id and by client id', async () => {
  assert.equal(await open().holdsRole(head.subject, school), 'yes');
  assert.equal(await open({ serviceId: '' }).holdsRole(head.subject.toLowerCase(), school.toLowerCase()), 'yes');
  assert.equal(await open().holdsRole(officer.subject, school), 'no');
  assert.equal(await open().holdsRole(lead.subject, school), 'no');
  assert.equal(await open({ serviceId: 'ANOTHER' }).holdsRole(head.subject, school), 'no');
  assert.equal(await open({ roleCodes: ['another'] }).holdsRole(head.subject, school), 'no');
});

test('a role can be given and taken away', async () => {
  const set = (role: boolean, more: Json = {}) =>
    put('/sandbox/public-api/roles', { email: officer.email, role, ...more });
  assert.deepEqual(await set(true), { email: officer.email, organisation: 'school:900001', role: true });
  assert.equal(await open().holdsRole(officer.subject, school), 'yes');
  await set(false, { organisation: 'school:900001' });
  assert.equal(await open().holdsRole(officer.subject, school), 'no');
  assert.equal((await set(true, { organisation: 'school:900002' }))['success'], false);
  const listed = await get<Json[]>('/sandbox/public-api/roles');
  assert.ok(listed.some(({ email, role }) => email === head.email && role === true));
});

test('the organisations of a person are all of theirs', async () => {
  const found = await open().organisationsOf(lead.subject);
  assert.deepEqual(
    found!.map(({ kind, name }) => [kind, name]),
    [
      ['multi-academy-trust', lead.organisations[0]!.name],
      ['school', lead.organisations[1]!.name],
    ],
  );
  assert.equal(await open().holdsRole(lead.subject, await idOf(lead.subject, 1)), 'yes');
  assert.deepEqual(await open().organisationsOf(find('nobody@sandbox.example').subject), []);
  assert.equal(await open().organisationsOf('A-STRANGER'), null);
});

test('the settings of the sandbox hold, and wrong ones are told', async () => {
  assert.equal(await open().check(), null);
  assert.match((await open({ apiSecret: sandbox.dfe.clientSecret }).check())!, /is the client secret/);
  assert.match((await open({ apiSecret: 'another' }).check())!, /API_SECRET is wrong/);
  assert.match((await open({ clientId: 'another' }).check())!, /CLIENT_ID is not known/);
  assert.match((await open({ roleCodes: [roleCode, 'another'] }).check())!, /has another, which/);
  assert.match((await open({ roleCodes: ['sandbox-retired'] }).check())!, /not among the active roles/);
  assert.match((await open({ audience: 'another' }).check())!, /audience/);
});

test('a token without a header’s form, out of time, of another algorithm or of nobody is refused', async () => {
  const ask = (authorization?: string) =>
    fetch(`${url}/services/rollcall/roles`, { headers: authorization ? { authorization } : {} });
  const at = Math.floor(NOW.getTime() / 1000);
  const sign = (alg: string, expires: number, secret = apiSecret) =>
    new SignJWT({ iss: 'rollcall', aud: 'signin.education.gov.uk', exp: expires })
      .setProtectedHeader({ alg })
      .sign(new TextEncoder().encode(secret));
  assert.equal((await ask()).status, 401);
  assert.equal((await ask('Basic abc')).status, 401);
  assert.equal((await ask('bearer nonsense')).status, 403);
  assert.equal((await ask(`bearer ${await sign('HS256', at - 31)}`)).status, 403);
  assert.equal((await ask(`bearer ${await sign('HS512', at + 60)}`)).status, 403);
  assert.equal((await ask(`bearer ${await sign('HS256', at - 20)}`)).status, 200);
});

const FAULTS = [
  ['html-not-found', 'unknown'],
  ['html-page', 'unknown'],
  ['server-error', 'unknown'],
  ['too-many-requests', 'unknown'],
  ['forbidden', 'unknown'],
  ['redirect', 'unknown'],
  ['slow', 'unknown'],
  ['reset', 'unknown'],
  ['truncated-json', 'unknown'],
  ['other-user', 'unknown'],
  ['not-found', 'no'],
  ['inactive-role', 'no'],
] as const;
for (const [kind, answer] of FAULTS)
  test(`when it is told to fail (${kind}) the answer is ${answer}, never yes`, async () => {
    await fail({ kind });
    assert.equal(await open({ timeoutMs: 300 }).holdsRole(head.subject, school), answer);
  });

test('faults are made so often and in order; an unknown one is refused', async () => {
  await fail({ kind: 'server-error', times: 1 }, { kind: 'reset', times: 1 });
  assert.equal(await open().holdsRole(head.subject, school), 'yes');
  assert.deepEqual((await get<Json>('/sandbox/public-api/faults'))['faults'], [
    { kind: 'server-error', times: 1, left: 0 },
    { kind: 'reset', times: 1, left: 0 },
  ]);
  assert.equal((await fail({ kind: 'toString' }))['success'], false);
});

test('one call tells whether someone approves', async () => {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('rollcall')
    .setAudience('signin.education.gov.uk')
    .sign(new TextEncoder().encode(apiSecret));
  const answer = await fetch(`${url}/users/${head.subject}/organisationservices`, {
    headers: { authorization: `bearer ${token}` },
  });
  const { organisations } = (await answer.json()) as { organisations: Json[] };
  assert.equal(organisations[0]!['orgRoleId'], 10_000);
});
