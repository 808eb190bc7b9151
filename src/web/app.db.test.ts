import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildGrant, buildSchool } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import {
  agreesForSchool,
  anyone,
  approves,
  belongs,
  ofSchool,
  operates,
  ownSchool,
  type Predicate,
  seesSchool,
  seesSchools,
  seesTallies,
  signedIn,
} from '../access/viewer.ts';
import { openDatabase } from '../store/database.ts';
import { openTestApp } from './app.fixture.ts';
import type { AppOptions } from './app.ts';
import { createBrowser, signInAs, tokenOf } from './browser.fixture.ts';
import { refuseRoutesWithoutPredicate } from './door.ts';
import { PAGES } from './pages.ts';

const PUBLIC_URL = 'http://localhost:3999';
const database = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const apps: FastifyInstance[] = [];
after(() => Promise.all(apps.map((app) => app.close())).then(() => {}));

async function open(options: Partial<AppOptions> = {}): Promise<FastifyInstance> {
  const app = await openTestApp({ logins: database, issuer, options });
  apps.push(app);
  return app;
}

before(async () => {
  for (const urn of [900001, 900002]) await buildSchool(database.owner, { urn, name: `School ${urn}` });
  await buildGrant(database.owner, 'school:900001');
});

const head = { name: 'School 900001', urn: '900001', category: { id: '001' } };

const PUBLIC_ROUTES = [
  '/',
  '/.well-known/security.txt',
  '/accessibility',
  '/assets/:version/*',
  '/conditions-of-use',
  '/cookies',
  '/data-collection-principles',
  '/data-protection-impact-assessment',
  '/definitions',
  '/get-access',
  '/get-access/local-authorities',
  '/get-access/schools',
  '/get-access/trusts',
  '/health',
  '/privacy',
  '/session/left',
  '/share-your-data',
  '/sign-in',
  '/sign-in/dfe-sign-in',
  '/sign-in/dfe-sign-in/callback',
  '/sign-in/oidc',
  '/sign-in/oidc/callback',
  '/sign-out',
  '/signed-out',
  '/statistics',
  '/statistics/areas',
  '/statistics/areas/:code',
  '/statistics/data',
  '/statistics/data-guidance',
  '/statistics/methodology',
  '/statistics/releases',
  '/statistics/releases/:id',
  '/statistics/releases/:id/files/:name',
  '/webhooks/wonde',
  '/what-we-collect',
];
const addressOf = (url: string, urn: number) =>
  url.replace(':urn', String(urn)).replace(':pupilId', '1').replace(':requestId', '1');

/** By the beginning of a route's address, the only predicates that may guard it; the first that fits counts. */
const GUARDS: readonly (readonly [RegExp, readonly Predicate[]])[] = [
  [/^\/schools\/:urn/, [seesSchool, ownSchool]],
  [/^\/(schools|area|weekly-email)(\/|$)/, [seesSchools]],
  [/^\/operator/, [operates]],
  [/^\/agreement/, [ofSchool, agreesForSchool]],
  [/^\/approvals/, [approves]],
  [/^\/rights/, [belongs]],
  [/^\/tallies/, [seesTallies]],
  [/^\/(organisations|session)/, [signedIn]],
];

test('every route has the predicate of its part of the site, and only those named here are open to anyone', async () => {
  const app = await open();
  const isOpen = app.guardedRoutes.filter(({ may }) => may === anyone).map(({ url }) => url);
  assert.deepEqual([...new Set(isOpen)].sort(), PUBLIC_ROUTES);
  const guarded = app.guardedRoutes.filter(({ may }) => may !== anyone);
  assert.ok(guarded.length >= 20);
  for (const { method, url, may } of guarded) {
    const allowed = GUARDS.find(([part]) => part.test(url))?.[1] ?? [];
    assert.ok(allowed.includes(may), `${method} ${url}`);
  }
});

test('every page of a school says what is put on the audit', () => {
  const silent = PAGES.filter(({ path, records }) => path.startsWith('/schools/:urn') && records === undefined);
  assert.deepEqual(silent.map(({ method, path }) => `${method ?? 'GET'} ${path}`).sort(), [
    'POST /schools/:urn/pupils/search',
  ]);
});

test('nobody gets into any page that is not open to anyone without signing in', async () => {
  const app = await open();
  for (const { method, url } of app.guardedRoutes.filter(({ may }) => may !== anyone)) {
    const answer = await app.inject({ method: method as 'GET' | 'POST', url: addressOf(url, 900001) });
    assert.equal(answer.statusCode, 302, url);
    assert.match(String(answer.headers.location), /^\/sign-in\?to=/, url);
  }
});

test('a route without a predicate stops the start', () => {
  const app = Fastify();
  refuseRoutesWithoutPredicate(app);
  assert.throws(() => app.get('/open', async () => 'anyone?'), /does not say who may use it/);
});

test('a page of a school sends someone who is not signed in to sign-in, and back', async () => {
  const app = await open();
  const answer = await app.inject('/schools/900001/pupils?year=7');
  assert.equal(answer.statusCode, 302);
  assert.equal(answer.headers.location, `/sign-in?to=${encodeURIComponent('/schools/900001/pupils?year=7')}`);
});

test('someone of one school is refused another, on every page of it', async () => {
  const app = await open();
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  const _csrf = await tokenOf(browser);
  for (const { method, url } of app.guardedRoutes.filter(({ url }) => url.includes(':urn'))) {
    const address = addressOf(url, 900002);
    const answer = method === 'POST' ? await browser.post(address, { _csrf }) : await browser.get(address);
    assert.equal(answer.statusCode, 403, url);
    assert.match(answer.body, /can see the attendance of School 900001 only/);
  }
});

test('someone whose school does not share is told so on every page of it', async () => {
  const app = await open();
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  await database.owner.updateTable('agreement').set({ state: 'opted-out' }).where('school_urn', '=', 900001).execute();
  const answer = await browser.get('/schools/900001');
  await database.owner.updateTable('agreement').set({ state: 'receiving' }).where('school_urn', '=', 900001).execute();
  assert.equal(answer.statusCode, 403);
  assert.match(answer.body, /School 900001 does not share its attendance data/);
});

test('an address whose number is no number does not exist', async () => {
  const app = await open();
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  for (const path of [
    '/schools/abc',
    '/schools/900001;',
    '/schools/9e5',
    '/schools/0900001',
    '/schools/99999999999',
    "/schools/900001'--",
    '/schools/900001/pupils/x',
  ]) {
    assert.equal((await browser.get(path)).statusCode, 404, path);
  }
});

test('security headers are on every answer', async () => {
  const app = await open();
  const unreadable = ['/%', '/schools/%ZZ', `/schools/${'9'.repeat(200)}`];
  for (const url of ['/', '/nothing-here', '/health', '/sign-in', `/assets/x/rollcall.css`, ...unreadable]) {
    const { headers } = await app.inject({ url, headers: { host: 'localhost:3999' } });
    assert.equal(
      headers['content-security-policy'],
      `default-src 'none';script-src 'self' 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self' ${issuer.url};frame-ancestors 'none';base-uri 'none';object-src 'none'`,
      url,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(String(headers['permissions-policy']), /camera=\(\)/);
    assert.equal(headers['strict-transport-security'], undefined);
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
  }
});

test('with https the cookie is tied to the host and the browser is told to stay on https', async () => {
  const app = await open({ publicUrl: 'https://rollcall.example', trustedProxies: ['127.0.0.1'] });
  const answer = await app.inject({
    url: '/sign-in/dfe-sign-in',
    headers: { host: 'rollcall.example', 'x-forwarded-proto': 'https' },
  });
  assert.match(
    String(answer.headers['set-cookie']),
    /^__Host-rollcall=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  assert.match(String(answer.headers['strict-transport-security']), /max-age=63072000/);
});

test('the word of a proxy that is not named is not taken', async () => {
  const app = await open({ publicUrl: 'https://rollcall.example', trustedProxies: ['10.0.0.1'] });
  const headers = { host: 'rollcall.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '9.9.9.9' };
  assert.equal((await app.inject({ url: '/sign-in/dfe-sign-in', headers })).headers['set-cookie'], undefined);
});

test('over plain http the cookie has a plain name, and only a session has one', async () => {
  const app = await open();
  assert.equal((await app.inject('/')).headers['set-cookie'], undefined);
  assert.equal((await app.inject('/cookies')).headers['set-cookie'], undefined);
  const answer = await app.inject({ url: '/sign-in/dfe-sign-in', headers: { host: 'localhost:3999' } });
  assert.match(String(answer.headers['set-cookie']), /^rollcall=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('what a signed-in person sees is never kept by a browser or a proxy', async () => {
  const app = await open();
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  for (const path of ['/', '/cookies', '/schools/900002', '/nothing-here'])
    assert.equal((await browser.get(path)).headers['cache-control'], 'no-store', path);
  assert.equal((await app.inject('/cookies')).headers['cache-control'], 'private, no-cache');
});

test('assets may be kept for ever under their own version, and only there', async () => {
  const app = await open();
  const page = (await app.inject('/')).body;
  const [, stylesheet] = /href="(\/assets\/[^"]+\.css)"/.exec(page)!;
  const answer = await app.inject(stylesheet!);
  assert.equal(answer.headers['content-type'], 'text/css; charset=utf-8');
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal((await app.inject('/assets/older/rollcall.css')).headers['cache-control'], 'no-cache');
  for (const url of ['/assets/x/../../app.ts', '/assets/x/..%2f..%2fapp.ts', '/assets/x/constructor', '/assets/'])
    assert.equal((await app.inject(url)).statusCode, 404, url);
});

test('health says starting until the first collection is done', async () => {
  let ready = false;
  const app = await open({ isReady: () => ready });
  const before = await app.inject('/health');
  assert.equal(before.statusCode, 503);
  assert.equal(before.json().status, 'starting');
  ready = true;
  const now = await app.inject('/health');
  assert.equal(now.statusCode, 200);
  assert.deepEqual(now.json(), { status: 'ok', time: '2026-11-23T12:00:00.000Z', invented: true });
});

test('errors are pages in plain words, without a technical detail', async () => {
  const app = await open();
  for (const [url, status] of [
    ['/nothing-here', 404],
    ['/schools/<script>alert(1)</script>', 404],
    ['/%', 400],
  ] as const) {
    const answer = await app.inject(url);
    assert.equal(answer.statusCode, status, url);
    assert.match(answer.body, /<h1/);
    assert.doesNotMatch(answer.body, /Error|stack|at \/|FST_|<script>alert/);
  }
});

test('too many requests are answered with 429 and when to come back', async () => {
  const app = await open({ requestsPerMinute: 3 });
  for (let i = 0; i < 3; i++) assert.equal((await app.inject('/cookies')).statusCode, 200);
  const answer = await app.inject('/cookies');
  assert.equal(answer.statusCode, 429);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.match(answer.body, /Too many requests/);
});

test('addresses that cannot be read are counted too', async () => {
  const app = await open({ requestsPerMinute: 3 });
  for (let i = 0; i < 3; i++) assert.equal((await app.inject('/%')).statusCode, 400);
  assert.equal((await app.inject('/%')).statusCode, 429);
});

test('in the sandbox every page says that its data is invented, elsewhere none does', async () => {
  const sandbox = await open();
  const real = await open({ invented: false });
  for (const url of ['/', '/cookies', '/accessibility', '/what-we-collect', '/nothing-here']) {
    assert.match((await sandbox.inject(url)).body, /Invented data/, url);
    assert.doesNotMatch((await real.inject(url)).body, /invented/i, url);
  }
});

test('without the branding no page holds a crown; with it the header does', async () => {
  const [neutral, govuk] = [await open(), await open({ govukBranding: true })];
  assert.doesNotMatch((await neutral.inject('/')).body, /crown|GOV\.UK|<svg[^>]*header/i);
  assert.match((await govuk.inject('/')).body, /govuk-header/);
});

test('security.txt says whom to tell, and until when', async () => {
  const app = await open({ operator: { name: 'An authority', contact: 'mailto:security@authority.example' } });
  const { body, headers } = await app.inject('/.well-known/security.txt');
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.match(body, /^Contact: mailto:security@authority\.example$/m);
  assert.match(body, /^Expires: 2027-02-21T12:00:00\.000Z$/m);
});

test('a cookie that was made up, or signed with another secret, is nobody', async () => {
  const app = await open();
  const other = await open({ secret: 'another secret of the tests, long enough' });
  const browser = await signInAs(other, issuer, PUBLIC_URL, head);
  for (const cookie of ['rollcall=made-up', `rollcall=${browser.cookies.get('rollcall')}`]) {
    assert.equal((await createBrowser(app, PUBLIC_URL).get('/schools/900001', { cookie })).statusCode, 302);
  }
});

test('while the database is away, pages say that the service is unavailable, and health says so too', async () => {
  const browser = await signInAs(await open(), issuer, PUBLIC_URL, head);
  const away = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  const app = await open({ viewer: away });
  const answer = await createBrowser(app, PUBLIC_URL).get('/schools/900001', {
    cookie: `rollcall=${browser.cookies.get('rollcall')}`,
  });
  assert.equal(answer.statusCode, 503);
  assert.match(answer.body, /service is unavailable/);
  assert.doesNotMatch(answer.body, /ECONN|127\.0\.0\.1:1/);
  assert.equal((await app.inject('/health')).json().status, 'database-unavailable');
  assert.equal((await app.inject('/cookies')).statusCode, 200);
  await away.destroy();
});
