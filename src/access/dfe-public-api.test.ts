import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { createDfePublicApi, type DfePublicApiOptions } from './dfe-public-api.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const API_SECRET = 'an-api-secret-of-25-chars';
const USER = 'F1C58DA6-0000-4000-A000-000000000001';
const SCHOOL = '23F20E54-79EA-4146-8E39-18197576F023';
const ROLE = { id: 'R1', name: 'School Attendance Data', code: 'attendance', numericId: '23', status: { id: 1 } };

/** What the stand-in answers next; the last one stays. */
let answers: ((response: ServerResponse) => void)[] = [];
let asked: { path: string; authorization: string }[] = [];
const server = createServer((request: IncomingMessage, response) => {
  // The day on which the tests run is not that of their clock.
  response.sendDate = false;
  asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' });
  (answers.length > 1 ? answers.shift() : answers[0])?.(response);
});
let url = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close().closeAllConnections());
beforeEach(() => {
  answers = [];
  asked = [];
});

const open = (options: Partial<DfePublicApiOptions> = {}) =>
  createDfePublicApi({
    url,
    clientId: 'rollcall',
    apiSecret: API_SECRET,
    serviceId: 'the-service',
    roleCodes: ['attendance'],
    clock: { now: () => NOW },
    backOffMs: 1,
    ...options,
  });
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body));
const html = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><p>Oh no</p>');
const empty =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end();
const access = (roles: unknown) => json({ userId: USER, serviceId: 'the-service', organisationId: SCHOOL, roles });
const holds = (...given: typeof answers) => {
  answers = given;
  return open().holdsRole(USER, SCHOOL);
};

test('an accepted role that is active is a yes, asked with a token of five minutes signed with the API secret', async () => {
  assert.equal(await holds(access([{ ...ROLE, code: 'another' }, ROLE])), 'yes');
  const { path, authorization } = asked[0]!;
  assert.equal(path, `/services/the-service/organisations/${SCHOOL}/users/${USER}`);
  const [scheme, token] = authorization.split(' ');
  assert.equal(scheme, 'bearer');
  const verified = await jwtVerify(token!, new TextEncoder().encode(API_SECRET), {
    algorithms: ['HS256'],
    audience: 'signin.education.gov.uk',
    issuer: 'rollcall',
    currentDate: NOW,
  });
  assert.equal(verified.payload.exp! - verified.payload.iat!, 300);
  // The newer platform pads short keys with zeros to 32 bytes.
  const padded = Buffer.concat([Buffer.from(API_SECRET), Buffer.alloc(32 - API_SECRET.length)]);
  await jwtVerify(token!, padded, { currentDate: NOW });
  assert.equal(decodeProtectedHeader(token!).alg, 'HS256');
});

test('without a service id the client id is asked with', async () => {
  answers = [access([ROLE])];
  assert.equal(await open({ serviceId: '' }).holdsRole(USER, SCHOOL), 'yes');
  assert.match(asked[0]!.path, /^\/services\/rollcall\//);
});

test('a role that is not active, or is another one, is a no', async () => {
  assert.equal(await holds(access([{ ...ROLE, status: { id: 0 } }])), 'no');
  assert.equal(await holds(access([{ ...ROLE, status: null }])), 'no');
  assert.equal(await holds(access([{ ...ROLE, status: 1 }])), 'no');
  assert.equal(await holds(access([{ ...ROLE, code: 'ATTENDANCE' }, null, 'attendance', {}])), 'no');
  assert.equal(await holds(access([])), 'no');
});

test('404 in the API’s own way is a no', async () => {
  assert.equal(await holds(empty(404)), 'no');
  assert.equal(await holds(json({}, 404)), 'no');
});

test('404 with a page is not an answer', async () => {
  assert.equal(await holds(html(404)), 'unknown');
});

test('an answer about another person or organisation decides nothing', async () => {
  const other = '00000000-0000-4000-A000-000000000000';
  assert.equal(await holds(json({ userId: other, organisationId: SCHOOL, roles: [ROLE] })), 'unknown');
  assert.equal(await holds(json({ userId: USER, organisationId: other, roles: [ROLE] })), 'unknown');
  assert.equal(await holds(json({ userId: USER.toLowerCase(), roles: [ROLE] })), 'yes');
});

test('what cannot be read decides nothing', async () => {
  const cannot: typeof answers = [
    html(200),
    json({ userId: USER }),
    json({ roles: {} }),
    json([ROLE]),
    json(null),
    empty(200),
    empty(204),
    (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"roles":[{"code":"att'),
    (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify({ roles: [ROLE] })),
    json({ roles: [ROLE], more: 'x'.repeat(1_000_000) }),
    json({ success: false }, 401),
    json({ success: false }, 403),
    empty(400),
  ];
  for (const [i, answer] of cannot.entries()) assert.equal(await holds(answer), 'unknown', `answer ${i}`);
  assert.equal(asked.length, cannot.length, 'none of them is asked again');
});

test('a redirect is not followed, so that the token goes nowhere else', async () => {
  assert.equal(await holds(empty(302, { location: `${url}/elsewhere` }), access([ROLE])), 'unknown');
  assert.equal(asked.length, 1);
});

test('429, 5xx and a cut connection are tried again, twice', async () => {
  for (const fault of [empty(429), empty(500), html(503), (response: ServerResponse) => void response.destroy()]) {
    asked = [];
    assert.equal(await holds(fault, fault, access([ROLE])), 'yes');
    assert.equal(asked.length, 3);
    asked = [];
    assert.equal(await holds(fault), 'unknown');
    assert.equal(asked.length, 3);
  }
});

test('an answer that does not come, or does not end, is waited for so long and no longer', async () => {
  answers = [() => {}];
  assert.equal(await open({ timeoutMs: 50 }).holdsRole(USER, SCHOOL), 'unknown');
  answers = [(response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"roles":')];
  assert.equal(await open({ timeoutMs: 50 }).holdsRole(USER, SCHOOL), 'unknown');
  answers = [empty(500)];
  assert.equal(await open({ timeoutMs: 50, backOffMs: 60_000 }).holdsRole(USER, SCHOOL), 'unknown');
});

test('an API that is away decides nothing', async () => {
  assert.equal(await open({ url: 'http://127.0.0.1:1' }).holdsRole(USER, SCHOOL), 'unknown');
  assert.equal(await open({ apiSecret: '' }).holdsRole(USER, SCHOOL), 'unknown');
});

test('an id is one part of the path, whatever is in it', async () => {
  answers = [access([ROLE])];
  await open().holdsRole('a/../../users?x#y', `${SCHOOL}/users/other`);
  assert.equal(
    asked[0]!.path,
    `/services/the-service/organisations/${SCHOOL}%2Fusers%2Fother/users/a%2F..%2F..%2Fusers%3Fx%23y`,
  );
  for (const id of ['', '.', '..']) {
    assert.equal(await open().holdsRole(id, SCHOOL), 'unknown');
    assert.equal(await open().holdsRole(USER, id), 'unknown');
  }
  assert.equal(asked.length, 1);
});

test('plain http is only for this machine', () => {
  assert.throws(() => open({ url: 'http://api.example.org' }), { code: 'setting-invalid' });
  assert.throws(() => open({ url: 'nonsense' }), {
    code: 'setting-invalid',
    message: /^ROLLCALL_DFE_SIGN_IN_API_URL/,
  });
  assert.doesNotThrow(() => open({ url: 'https://api.example.org/base/' }));
});

const LISTED = [
  { id: SCHOOL, name: 'Heron School', category: { id: '001' }, urn: '900001' },
  { id: USER, name: 'A trust', category: { id: '010' }, uid: '90001' },
  { id: USER, name: 'A supplier', category: { id: '050' } },
  null,
];
const READ = [
  { kind: 'school', urn: 900001, name: 'Heron School', providerId: SCHOOL },
  { kind: 'multi-academy-trust', uid: '90001', name: 'A trust', providerId: USER },
  { kind: 'other', name: 'A supplier' },
];

test('a person’s organisations are those of the fuller list', async () => {
  answers = [json(LISTED)];
  assert.deepEqual(await open().organisationsOf(USER), READ);
  assert.deepEqual(
    asked.map(({ path }) => path),
    [`/users/${USER}/v2/organisations`],
  );
});

test('where there is no fuller list the older one is asked', async () => {
  answers = [html(404), json(LISTED)];
  assert.deepEqual(await open().organisationsOf(USER), READ);
  assert.equal(asked[1]!.path, `/users/${USER}/organisations`);
});

test('when the fuller list does not come, no other is waited for', async () => {
  for (const fault of [json({}, 403), html(200), json({ organisations: [] })]) {
    asked.length = 0;
    answers = [fault, json(LISTED)];
    assert.equal(await open().organisationsOf(USER), null);
    assert.equal(asked.length, 1);
  }
});

test('a person’s organisations that cannot be asked are not an empty list', async () => {
  for (const fault of [empty(404), empty(500), html(200), json({ organisations: [] }), json([true]), json({}, 403)]) {
    answers = [fault];
    assert.equal(await open().organisationsOf(USER), null);
  }
  answers = [json([])];
  assert.deepEqual(await open().organisationsOf(USER), []);
});

const roles = [
  { name: 'School Attendance Data', code: 'attendance', status: 'Active' },
  { name: 'Old', code: 'old', status: 'Inactive' },
];
const check = (answer: (response: ServerResponse) => void, options: Partial<DfePublicApiOptions> = {}) => {
  answers = [answer];
  return open(options).check();
};

test('the check is silent when all is well', async () => {
  assert.equal(await check(json(roles)), null);
  assert.equal(asked[0]!.path, '/services/rollcall/roles');
  assert.equal(await check(json({ roles })), null);
});

test('the check says which setting is wrong', async () => {
  const message = (text: string) => json({ success: false, message: text }, 403);
  assert.match(
    (await check(json(roles), { roleCodes: ['attendance', 'old'] }))!,
    /^ROLLCALL_DFE_SIGN_IN_ROLE_CODES has old, which/,
  );
  assert.match((await check(json(roles), { roleCodes: [] }))!, /^ROLLCALL_DFE_SIGN_IN_ROLE_CODES is empty/);
  assert.match((await check(json(roles), { apiSecret: '' }))!, /^ROLLCALL_DFE_SIGN_IN_API_SECRET is empty/);
  assert.match((await check(json(roles), { clientId: '' }))!, /^ROLLCALL_DFE_SIGN_IN_CLIENT_ID is empty/);
  assert.match(
    (await check(json(roles), { clientSecret: API_SECRET }))!,
    /^ROLLCALL_DFE_SIGN_IN_API_SECRET is the client secret/,
  );
  assert.match(
    (await check(message('invalid signature')))!,
    /^ROLLCALL_DFE_SIGN_IN_API_SECRET is wrong: it is not the client secret/,
  );
  assert.match((await check(message('Unknown issuer')))!, /^ROLLCALL_DFE_SIGN_IN_CLIENT_ID is not known/);
  assert.match(
    (await check(message('Your client is not authorized to use this api')))!,
    /^ROLLCALL_DFE_SIGN_IN_API_SECRET does not hold/,
  );
  assert.match((await check(message('jwt audience invalid')))!, /^The audience/);
  assert.match((await check(html(403)))!, /ROLLCALL_DFE_SIGN_IN_CLIENT_ID or ROLLCALL_DFE_SIGN_IN_API_SECRET is wrong/);
  assert.match((await check(empty(404)))!, /^ROLLCALL_DFE_SIGN_IN_CLIENT_ID is not that of a service/);
  assert.match((await check(html(404)))!, /^ROLLCALL_DFE_SIGN_IN_API_URL answers in a way/);
  assert.match((await check(empty(301, { location: 'https://elsewhere.example' })))!, /^ROLLCALL_DFE_SIGN_IN_API_URL/);
  assert.match((await check(json({ hello: 'world' })))!, /not a list of roles/);
  assert.match((await check(empty(500)))!, /^The Public API could not be asked \(status-500\)/);
});

test('the check does not ask for role codes where the role is kept here, and still tells a wrong secret', async () => {
  answers = [json(roles)];
  assert.equal(await open({ roleCodes: [] }).check(false), null);
  answers = [json({ message: 'jwt malformed' }, 403)];
  assert.match((await open({ roleCodes: [] }).check(false))!, /is wrong/);
});

test('the check tells a clock that is wrong from a secret that is', async () => {
  const refused = (date: string) => json({ message: 'jwt expired' }, 403, { date });
  assert.match((await check(refused('Mon, 23 Nov 2026 12:20:00 GMT')))!, /clock is 1200 seconds behind/);
  assert.match((await check(refused('Mon, 23 Nov 2026 11:50:00 GMT')))!, /clock is 600 seconds ahead/);
  assert.match((await check(refused('Mon, 23 Nov 2026 12:00:01 GMT')))!, /is wrong/);
});

test('what the API says is not repeated', async () => {
  const said = json({ message: 'Ada Lark of invalid nothing' }, 403);
  assert.doesNotMatch((await check(said))!, /Ada/);
});
