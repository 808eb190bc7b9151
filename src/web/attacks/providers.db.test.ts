import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildGrant, buildRegister, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { createDfePublicApi } from '../../access/dfe-public-api.ts';
import { type IssuerPath, startIssuer } from '../../access/issuer.fixture.ts';
import { createOidc } from '../../access/oidc.ts';
import { openTestApp } from '../app.fixture.ts';
import { createBrowser, signInAs, type TestBrowser, tokenOf, visitIssuer } from '../browser.fixture.ts';
import { assertHelps, isSignedIn, putCookie, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const ORGANISATION = '00000000-0000-4000-A000-0000000000AA';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
let now = new Date('2026-11-23T12:00:00Z').getTime();
const clock = { now: () => new Date(now) };
const audit = watchAudit(logins.owner);
await buildSchool(logins.owner, { urn: 900001, name: 'School 900001' });
await buildRegister(logins.owner, 900001, [{ id: 1, forename: 'Aurelia', surname: 'Canary' }]);
await buildGrant(logins.owner, 'school:900001');

/** Stands where the Public API stands; what it answers is each test's own. */
const yes: RequestListener = (_request, response) =>
  void response
    .writeHead(200, { 'content-type': 'application/json' })
    .end('{"roles":[{"code":"ATT","status":{"id":1}}]}');
const answering = (status: number, type?: string, body = ''): RequestListener => {
  return (_request, response) =>
    void response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body);
};
let answer: RequestListener = yes;
let asked = 0;
const server = createServer((request, response) => {
  if (request.url?.startsWith('/services/')) asked++;
  answer(request, response);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
after(() => new Promise<void>((done) => server.close(() => done()).closeAllConnections()));

const publicApi = (url: string) =>
  createDfePublicApi({
    url,
    clientId: 'rollcall',
    apiSecret: 'the API secret of the tests, which is long',
    serviceId: '',
    roleCodes: ['ATT'],
    clock,
    timeoutMs: 500,
    backOffMs: 1,
  });

const apps: FastifyInstance[] = [];
after(() => Promise.all(apps.map((each) => each.close())).then(() => {}));
async function open(
  parts: { apiUrl?: string; local?: boolean; localWithApi?: boolean } = {},
): Promise<FastifyInstance> {
  const url = parts.apiUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = await openTestApp({
    logins,
    issuer,
    clock,
    oidcTimeoutSeconds: 0.5,
    ...(!parts.local && { places: { 'dfe-sign-in': 'api', idams: 'local' } as const, api: publicApi(url) }),
    ...(parts.localWithApi && { places: { 'dfe-sign-in': 'local', idams: 'local' } as const }),
  });
  apps.push(app);
  return app;
}

const app = await open();
afterEach(() => {
  answer = yes;
  issuer.tampering = {};
  now += 60 * 60_000;
});
const head = { id: ORGANISATION, name: 'School 900001', urn: '900001', category: { id: '001' } };
const PUPIL = '/schools/900001/pupils/1';

async function assertNobody(browser: TestBrowser): Promise<void> {
  assert.equal(await isSignedIn(browser), false);
  assert.equal((await browser.get(PUPIL)).statusCode, 302);
}

const FAULTS = {
  'answers HTML': 'html',
  'answers a fault': 'error',
  'does not answer': 'silence',
} as const;

for (const [what, fault] of Object.entries(FAULTS)) {
  test(`a sign-in provider whose discovery ${what} lets nobody in, and says to try again`, async () => {
    const fresh = await open();
    issuer.tampering = { answers: { '/.well-known/openid-configuration': fault } };
    const browser = createBrowser(fresh, PUBLIC_URL);
    await audit();
    assertHelps(await browser.get('/sign-in/dfe-sign-in'), 503, /could not be signed in[\s\S]*Try signing in again/);
    const [event, ...more] = await audit();
    assert.deepEqual(
      [event?.what, event?.outcome, event?.why, more],
      ['sign-in', 'refused', 'the provider could not be asked', []],
    );
    await assertNobody(browser);
    issuer.tampering = {};
    const again = await browser.get('/sign-in/dfe-sign-in');
    assert.equal(again.statusCode, 302, 'the failure is not remembered');
  });

  for (const path of ['/token', '/me', '/certs'] satisfies IssuerPath[]) {
    test(`a sign-in provider whose ${path} ${what} lets nobody in, and says to try again`, async () => {
      const fresh = await open();
      const browser = createBrowser(fresh, PUBLIC_URL);
      const going = await browser.get('/sign-in/dfe-sign-in');
      const callback = await visitIssuer(going.headers.location);
      issuer.tampering = { answers: { [path]: fault } };
      await audit();
      assertHelps(await browser.get(callback), 503, /could not be signed in[\s\S]*Try signing in again/);
      const [event, ...more] = await audit();
      assert.deepEqual(
        [event?.what, event?.outcome, event?.why, more],
        ['sign-in', 'refused', 'the provider’s answer did not hold', []],
      );
      await assertNobody(browser);
    });
  }
}

test('a sign-in provider that is down lets nobody in, and pages that need nobody are still there', async () => {
  const gone = await startIssuer();
  await gone.close();
  const fresh = await openTestApp({ logins, issuer: gone, clock });
  apps.push(fresh);
  const browser = createBrowser(fresh, PUBLIC_URL);
  await audit();
  assertHelps(await browser.get('/sign-in/dfe-sign-in'), 503, /could not be signed in/);
  assert.deepEqual(
    (await audit()).map(({ outcome, why }) => [outcome, why]),
    [['refused', 'the provider could not be asked']],
  );
  assert.equal((await browser.get('/')).statusCode, 200);
  assert.equal((await browser.get('/health')).statusCode, 200);
});

test('signing out works while the provider is down', async () => {
  const cookie = (await signInAs(await open(), issuer, PUBLIC_URL, head)).cookies.get('rollcall')!;
  // After a restart, say: this one has not asked for the discovery document yet.
  const browser = putCookie(createBrowser(await open(), PUBLIC_URL), cookie);
  const _csrf = await tokenOf(browser);
  issuer.tampering = { answers: { '/.well-known/openid-configuration': 'error' } };
  const answer = await browser.post('/sign-out', { _csrf });
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/signed-out']);
  assert.equal(await isSignedIn(putCookie(browser, cookie)), false);
});

/** What the Public API may do that is neither a yes nor a no. */
const UNDECIDED: Readonly<Record<string, RequestListener>> = {
  'answers 500': answering(500),
  'answers 503 in HTML': answering(503, 'text/html', '<h1>Down</h1>'),
  'answers HTML': answering(200, 'text/html', '<h1>Sign in</h1>'),
  'answers HTML as if it were JSON': answering(200, 'application/json', '<h1>Sign in</h1>'),
  'answers 404 in HTML': answering(404, 'text/html', '<h1>Not found</h1>'),
  'answers 403': answering(403, 'application/json', '{"message":"Forbidden"}'),
  'answers 401': answering(401, 'application/json', '{"message":"jwt malformed"}'),
  'answers 429': answering(429, 'application/json', '{}'),
  'answers with a redirect': (_request, response) =>
    void response.writeHead(302, { location: 'https://evil.example/' }).end(),
  'answers about somebody else': answering(
    200,
    'application/json',
    '{"userId":"OTHER","roles":[{"code":"ATT","status":{"id":1}}]}',
  ),
  'answers half': answering(200, 'application/json', '{"roles":[{"code":"ATT","sta'),
  'answers something else': answering(200, 'application/json', '[true]'),
  'is slow': () => {},
  'cuts the connection': (request) => void request.socket.destroy(),
};

for (const [what, listener] of Object.entries(UNDECIDED)) {
  test(`a Public API that ${what}: nobody’s role is taken for granted, and the page says to try again`, async () => {
    answer = listener;
    const browser = await signInAs(app, issuer, PUBLIC_URL, head);
    await audit();
    const refused = await browser.get(PUPIL);
    assertHelps(refused, 503, /Your role could not be checked[\s\S]*Try again/);
    assert.doesNotMatch(refused.body, /Aurelia/);
    assert.deepEqual(
      (await audit()).map((event) => [event.what, event.outcome, event.why]),
      [['refusal', 'refused', 'cannot-check']],
    );
    answer = yes;
    assert.equal((await browser.get(PUPIL)).statusCode, 200, 'as soon as it answers, the page is there');
  });
}

const NO: Readonly<Record<string, RequestListener>> = {
  'answers 404': answering(404),
  'knows another role': answering(200, 'application/json', '{"roles":[{"code":"OTHER","status":{"id":1}}]}'),
  'knows the role as inactive': answering(200, 'application/json', '{"roles":[{"code":"ATT","status":{"id":0}}]}'),
  'knows no role': answering(200, 'application/json', '{"roles":[]}'),
};
for (const [what, listener] of Object.entries(NO)) {
  test(`a Public API that ${what} means no, and the page says where to ask`, async () => {
    answer = listener;
    const browser = await signInAs(app, issuer, PUBLIC_URL, head);
    await audit();
    const refused = await browser.get(PUPIL);
    assertHelps(refused, 403, /do not hold it[\s\S]*my-services/);
    assert.doesNotMatch(refused.body, /Aurelia/);
    assert.equal((await audit())[0]?.why, 'no-role');
  });
}

test('a Public API that is down means no access', async () => {
  const fresh = await open({ apiUrl: 'http://127.0.0.1:1' });
  const browser = await signInAs(fresh, issuer, PUBLIC_URL, head);
  assertHelps(await browser.get(PUPIL), 503, /Your role could not be checked/);
});

test('an answer is remembered for minutes and no longer: a role that went is found out, and the session ends', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  answer = answering(404);
  now += 4 * 60_000;
  assert.equal((await browser.get(PUPIL)).statusCode, 200);
  now += 60_000;
  assertHelps(await browser.get(PUPIL), 403, /Your role was taken away/);
  await assertNobody(browser);
});

test('an answer that was a yes does not outlive its minutes when the API goes down', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  answer = answering(500);
  now += 5 * 60_000;
  assertHelps(await browser.get(PUPIL), 503, /Your role could not be checked/);
});

test('before a download the role is asked for anew', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  const _csrf = await tokenOf(browser);
  const path = '/schools/900001/pupils/download';
  assert.equal((await browser.get(path)).statusCode, 200);
  const before = asked;
  answer = answering(500);
  const undecided = await browser.post(path, { _csrf, purpose: 'support' });
  assertHelps(undecided, 503, /Your role could not be checked/);
  assert.ok(asked > before);
  answer = answering(404);
  await audit();
  const refused = await browser.post(path, { _csrf, purpose: 'support' });
  assertHelps(refused, 403, /role/);
  assert.doesNotMatch(undecided.body + refused.body, /Aurelia/);
  assert.equal((await audit())[0]?.outcome, 'refused');
});

test('someone who left the organisation during a session is found out though the role is kept here, and the session ends', async () => {
  const there = answering(200, 'application/json', JSON.stringify([head]));
  const local = await open({ localWithApi: true });
  const path = '/schools/900001/pupils/download';
  for (const [left, status, words] of [
    [answering(200, 'application/json', '[]'), 403, /You no longer belong to School 900001[\s\S]*signed out/],
    [answering(500), 503, /could not be checked[\s\S]*Whether you still belong to School 900001[\s\S]*Try again/],
    [answering(200, 'text/html', '<h1>Sign in</h1>'), 503, /Whether you still belong/],
  ] as const) {
    answer = there;
    const browser = await signInAs(local, issuer, PUBLIC_URL, head);
    const _csrf = await tokenOf(browser);
    answer = left;
    now += 4 * 60_000;
    assert.equal((await browser.get(PUPIL)).statusCode, 200, 'remembered for some minutes');
    const download = await browser.post(path, { _csrf, purpose: 'support' });
    assertHelps(download, status, words);
    assert.doesNotMatch(download.body, /Aurelia/);
    answer = there;
    assert.equal((await browser.get(PUPIL)).statusCode, status === 503 ? 200 : 302);
    const another = await signInAs(local, issuer, PUBLIC_URL, head);
    answer = left;
    now += 5 * 60_000;
    assertHelps(await another.get(PUPIL), status, words);
    assert.equal(await isSignedIn(another), status === 503);
  }
});

test('an issuer or an API at a plain http address of another machine is refused at the start', () => {
  const options = { door: 'oidc', clientId: 'c', clientSecret: 's', publicUrl: PUBLIC_URL } as const;
  for (const url of [
    'http://issuer.example',
    'http://10.0.0.1',
    'http://127.0.0.1.evil.example',
    'ftp://issuer.example',
    'javascript:alert(1)',
  ]) {
    assert.throws(() => createOidc({ ...options, issuer: url }), { code: 'setting-invalid' }, url);
    assert.throws(() => publicApi(url), { code: 'setting-invalid' }, url);
  }
});
