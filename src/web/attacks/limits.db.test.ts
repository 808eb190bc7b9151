import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildGrant, buildRegister, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { openTestApp } from '../app.fixture.ts';
import type { AppOptions } from '../app.ts';
import { createBrowser, signInAs, type TestBrowser, tokenOf } from '../browser.fixture.ts';
import { assertHelps } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const { certificate } = await makeSigner();
const open = async (options: Partial<AppOptions>) => {
  const app = await openTestApp({
    logins,
    issuer,
    options,
    doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
    idams: { endpoint: 'https://idams.example/wsfed', realm: 'r', issuer: 'i', certificates: [certificate] },
  });
  after(() => app.close());
  return app;
};
await buildSchool(logins.owner, { urn: 900001, name: 'School 900001' });
await buildRegister(logins.owner, 900001, [{ id: 1, forename: 'Aurelia', surname: 'Canary' }]);
await buildGrant(logins.owner, 'school:900001');
const head = { name: 'School 900001', urn: '900001', category: { id: '001' } };

type Answer = Awaited<ReturnType<TestBrowser['get']>>;
function assertTooMany(answer: Answer): void {
  assertHelps(answer, 429, /Too many requests[\s\S]*Wait a minute/);
  const seconds = Number(answer.headers['retry-after']);
  assert.ok(seconds > 0 && seconds <= 60, String(answer.headers['retry-after']));
}

/** Sign-ins and downloads are limited to a tenth of this: 3 a minute. */
const LIMITED = { requestsPerMinute: 30 };

for (const path of [
  '/sign-in',
  '/sign-in/dfe-sign-in',
  '/sign-in/dfe-sign-in/callback?code=x&state=y',
  '/sign-in/oidc',
  '/sign-in/oidc/callback',
  '/sign-in/idams',
  '/sign-in/idams/callback',
]) {
  test(`many requests of ${path.split('?')[0]} in a minute are answered with 429 and when to come back`, async () => {
    const browser = createBrowser(await open(LIMITED), PUBLIC_URL);
    for (let times = 0; times < 3; times++) assert.notEqual((await browser.get(path)).statusCode, 429);
    assertTooMany(await browser.get(path));
    assert.equal((await browser.get('/cookies')).statusCode, 200, 'other pages are still there');
  });
}

test('many answers of IDAMS in a minute are answered with 429 and when to come back', async () => {
  const browser = createBrowser(await open(LIMITED), PUBLIC_URL);
  for (let times = 0; times < 3; times++)
    assert.equal((await browser.post('/sign-in/idams/callback', { wresult: 'x' })).statusCode, 400);
  assertTooMany(await browser.post('/sign-in/idams/callback', { wresult: 'x' }));
});

test('many downloads in a minute are answered with 429 and when to come back, and the fourth has no byte of a file', async () => {
  const app = await open(LIMITED);
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  const _csrf = await tokenOf(browser);
  const download = () => browser.post('/schools/900001/pupils/download', { _csrf, purpose: 'support' });
  for (let times = 0; times < 3; times++) assert.match((await download()).body, /Aurelia/);
  const refused = await download();
  assertTooMany(refused);
  assert.doesNotMatch(refused.body, /Aurelia/);
  assert.equal(
    (await browser.get('/schools/900001/pupils/download')).statusCode,
    200,
    'the page that asks is still there',
  );
});

test('every route that gives a file has the stricter limit', async () => {
  const app = await open(LIMITED);
  const files = app.guardedRoutes.filter(({ method, url }) => method === 'POST' && url.endsWith('/download'));
  assert.ok(files.length >= 2);
  for (const { url } of files) {
    const browser = createBrowser(await open(LIMITED), PUBLIC_URL);
    const statuses: number[] = [];
    for (let times = 0; times < 4; times++)
      statuses.push((await browser.post(url.replace(':urn', '900001'), {})).statusCode);
    assert.deepEqual(statuses, [302, 302, 302, 429], url);
  }
});

test('the limit is that of the address, whoever it says that it speaks for', async () => {
  const app = await open(LIMITED);
  const statuses: number[] = [];
  for (let times = 0; times < 5; times++) {
    const forged = {
      'x-forwarded-for': `9.9.9.${times}`,
      'x-real-ip': `9.9.9.${times}`,
      forwarded: `for=9.9.9.${times}`,
    };
    statuses.push((await createBrowser(app, PUBLIC_URL).get('/sign-in', forged)).statusCode);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
});

test('behind a trusted proxy the limit is that of the sender whom it names', async () => {
  const app = await open({ ...LIMITED, trustedProxies: ['127.0.0.1'] });
  const from = (address: string) => createBrowser(app, PUBLIC_URL).get('/sign-in', { 'x-forwarded-for': address });
  for (let times = 0; times < 3; times++) assert.equal((await from('192.0.2.1')).statusCode, 200);
  assert.equal((await from('192.0.2.1')).statusCode, 429);
  assert.equal((await from('192.0.2.2')).statusCode, 200);
  assert.equal((await from('203.0.113.9, 192.0.2.1')).statusCode, 429, 'the last one counts: the proxy wrote it');
});

test('the limit of all pages holds before a session is looked up', async () => {
  const app = await open({ requestsPerMinute: 5 });
  const browser = createBrowser(app, PUBLIC_URL);
  browser.cookies.set('rollcall', 'made-up');
  const statuses: number[] = [];
  for (let times = 0; times < 7; times++) statuses.push((await browser.get('/cookies')).statusCode);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
  assert.equal((await browser.get('/health')).statusCode, 200, 'whoever watches the service is not shut out');
});
