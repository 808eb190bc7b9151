import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer, type Tampering } from '../../access/issuer.fixture.ts';
import { openTestApp } from '../app.fixture.ts';
import { createBrowser, type TestBrowser, visitIssuer } from '../browser.fixture.ts';
import { assertHelps, isSignedIn, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const apps: FastifyInstance[] = [];
after(() => Promise.all(apps.map((app) => app.close())).then(() => {}));
const open = async () => {
  const app = await openTestApp({ logins, issuer });
  apps.push(app);
  return app;
};
const app = await open();
const audit = watchAudit(logins.owner);
issuer.person = { sub: 'A1B2', userInfo: { name: 'Ada Lark', email: 'head@school.example' }, idToken: {} };
afterEach(() => {
  issuer.tampering = {};
});

const ROUTE = 'GET /sign-in/dfe-sign-in/callback';
const refusal = (why: string) => ({
  what: 'sign-in',
  outcome: 'refused',
  person: null,
  school: null,
  route: ROUTE,
  why,
});

async function begin(at: FastifyInstance = app): Promise<{ browser: TestBrowser; callback: string }> {
  const browser = createBrowser(at, PUBLIC_URL);
  const { headers } = await browser.get('/sign-in/dfe-sign-in');
  return { browser, callback: await visitIssuer(headers.location) };
}

async function assertNobody(browser: TestBrowser): Promise<void> {
  assert.equal(await isSignedIn(browser), false);
  const people = await logins.owner
    .selectFrom('web_session')
    .select('person')
    .where('person', 'is not', null)
    .execute();
  assert.deepEqual(people, []);
}

/** Comes back with what the issuer was made to say: a page that leads to sign-in again, nobody signed in, and it is on the audit. */
async function assertTokenRefused(tampering: Tampering, at: FastifyInstance = app): Promise<void> {
  issuer.tampering = tampering;
  const { browser, callback } = await begin(at);
  await audit();
  const answer = await browser.get(callback);
  assertHelps(answer, 503, /could not be signed in[\s\S]*href="\/sign-in"/i);
  await assertNobody(browser);
  assert.deepEqual(await audit(), [refusal('the provider’s answer did not hold')]);
}

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);

const TOKENS: Readonly<Record<string, () => Tampering>> = {
  'another issuer': () => ({ claims: { iss: 'https://evil.example' } }),
  'no issuer': () => ({ claims: { iss: undefined } }),
  'another audience': () => ({ claims: { aud: 'another-service' } }),
  'several audiences, and made for another of them': () => ({
    claims: { aud: ['rollcall-tests', 'another-service'], azp: 'another-service' },
  }),
  'no audience': () => ({ claims: { aud: undefined } }),
  'another nonce': () => ({ claims: { nonce: 'of another sign-in' } }),
  'no nonce': () => ({ claims: { nonce: undefined } }),
  'an algorithm that signs with the client secret': () => ({ sharedSecret: true }),
  'the algorithm none': () => ({ unsigned: true }),
  'a key that the issuer does not publish': () => ({ strangeKey: true }),
  'a time that is over': () => ({ claims: { iat: now() - 2 * HOUR, exp: now() - HOUR } }),
  'no end of its time': () => ({ claims: { exp: undefined } }),
  'a time that has not begun': () => ({ claims: { nbf: now() + HOUR } }),
  'no time of issue': () => ({ claims: { iat: undefined } }),
  'no subject': () => ({ claims: { sub: undefined } }),
  'another subject than userinfo': () => ({ claims: { sub: 'SOMEBODY-ELSE' } }),
};
for (const [what, tampering] of Object.entries(TOKENS))
  test(`a token with ${what} signs nobody in`, () => assertTokenRefused(tampering()));

test('an answer without a token signs nobody in', () => assertTokenRefused({ noIdToken: true }));

test('an answer with another issuer’s name signs nobody in', async () =>
  assertTokenRefused({ answerIssuer: 'https://evil.example' }, await open()));

test('an answer without the issuer’s name, where the issuer says that it gives it, signs nobody in', async () =>
  assertTokenRefused({ answerIssuer: null }, await open()));

test('the answer that every attack starts from is accepted', async () => {
  const { browser, callback } = await begin();
  assert.equal((await browser.get(callback)).statusCode, 303);
  assert.ok(await isSignedIn(browser));
  await logins.owner.deleteFrom('web_session').execute();
});

test('a code that is replayed in the same browser is not taken again', async () => {
  const { browser, callback } = await begin();
  await browser.get(callback);
  const session = browser.cookies.get('rollcall');
  await audit();
  const again = await browser.get(callback);
  assert.equal(again.statusCode, 302);
  assert.equal(again.headers.location, '/');
  assert.equal(browser.cookies.get('rollcall'), session);
  const [event, ...more] = await audit();
  assert.deepEqual(event, { ...refusal('no sign-in under way'), person: 'dfe-sign-in:A1B2' });
  assert.deepEqual(more, []);
  await logins.owner.deleteFrom('web_session').execute();
});

test('a code that is replayed in another browser opens nothing', async () => {
  const { browser, callback } = await begin();
  await browser.get(callback);
  await logins.owner.deleteFrom('web_session').execute();
  const thief = createBrowser(app, PUBLIC_URL);
  await audit();
  assertHelps(await thief.get(callback), 400, /Start signing in again|started in another browser/);
  await assertNobody(thief);
  assert.deepEqual(await audit(), [refusal('no sign-in under way')]);
});

test('a stolen code, put into a sign-in of one’s own, opens nothing', async () => {
  const { callback } = await begin();
  const thief = await begin();
  const stolen = new URLSearchParams(callback.split('?')[1]).get('code')!;
  const own = new URLSearchParams(thief.callback.split('?')[1]);
  own.set('code', stolen);
  await audit();
  const answer = await thief.browser.get(`/sign-in/dfe-sign-in/callback?${own}`);
  assertHelps(answer, 503, /could not be signed in/);
  await assertNobody(thief.browser);
  assert.deepEqual(await audit(), [refusal('the provider’s answer did not hold')]);
});

const WITHOUT = {
  'without state': (given: URLSearchParams) => given.delete('state'),
  'with another state': (given: URLSearchParams) => given.set('state', 'of another sign-in'),
  'with the state twice': (given: URLSearchParams) => {
    const state = given.get('state')!;
    given.set('state', 'of another sign-in');
    given.append('state', state);
  },
  'without a code': (given: URLSearchParams) => given.delete('code'),
};
for (const [what, change] of Object.entries(WITHOUT)) {
  test(`a callback ${what} is not accepted: sign-in begins again by itself, and the second time there is a page`, async () => {
    const { browser, callback } = await begin();
    const given = new URLSearchParams(callback.split('?')[1]);
    change(given);
    await audit();
    const again = await browser.get(`/sign-in/dfe-sign-in/callback?${given}`);
    assert.equal(again.statusCode, 302);
    assert.ok(String(again.headers.location).startsWith(`${issuer.url}/auth?`));
    assert.deepEqual(await audit(), [refusal('no code or another state')]);
    assertHelps(
      await browser.get(`/sign-in/dfe-sign-in/callback?${given}`),
      400,
      /Start signing in again|started in another browser/,
    );
    assert.deepEqual(await audit(), [refusal('no code or another state')]);
    await assertNobody(browser);
  });
}

test('another browser’s callback signs nobody in to another’s account', async () => {
  const attacker = await begin();
  const victim = await begin();
  await audit();
  const answer = await victim.browser.get(attacker.callback);
  assert.ok(String(answer.headers.location).startsWith(`${issuer.url}/auth?`), 'their own sign-in begins again');
  await assertNobody(victim.browser);
  assert.deepEqual(await audit(), [refusal('no code or another state')]);
  const nobody = createBrowser(app, PUBLIC_URL);
  assertHelps(await nobody.get(attacker.callback), 400, /Start signing in again/);
  await assertNobody(nobody);
  assert.deepEqual(await audit(), [refusal('no sign-in under way')]);
});

test('an answer of one issuer is not taken at the door of another', async () => {
  const { browser, callback } = await begin();
  await audit();
  assertHelps(await browser.get(callback.replace('dfe-sign-in', 'oidc')), 400, /Start signing in again/);
  await assertNobody(browser);
  assert.equal((await audit())[0]?.why, 'no sign-in under way');
});

test('a callback by POST is none', async () => {
  const { browser, callback } = await begin();
  const form = Object.fromEntries(new URLSearchParams(callback.split('?')[1]));
  assertHelps(await browser.post('/sign-in/dfe-sign-in/callback', form), 404, /Page not found|web address/);
  await assertNobody(browser);
});
