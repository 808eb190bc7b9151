import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildGrant, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { openTestApp } from '../app.fixture.ts';
import { createBrowser, signInAs, tokenOf, visitIssuer } from '../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const { certificate } = await makeSigner();
const idams = {
  endpoint: 'https://idams.example/wsfed',
  realm: 'https://rollcall.example/',
  issuer: 'https://idams.example/trust',
  certificates: [certificate],
};
const open = async (trustedProxies: readonly string[] = []) => {
  const app = await openTestApp({
    logins,
    issuer,
    idams,
    doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
    options: { trustedProxies },
  });
  after(() => app.close());
  return app;
};
const app = await open();
for (const urn of [900001, 900002]) {
  await buildSchool(logins.owner, { urn, name: `School ${urn}` });
  await buildGrant(logins.owner, `school:${urn}`);
}
const head = { name: 'School 900001', urn: '900001', category: { id: '001' } };

/** Every way to write another site's address that a browser, a proxy or a parser has been known to fall for. */
const ELSEWHERE = [
  'https://evil.example',
  'HTTPS://evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\u0000//evil.example',
  ' //evil.example',
  '\u00a0//evil.example',
  '/\u2028/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  '.evil.example',
  ':80@evil.example',
  'http:evil.example',
  'https:/evil.example',
  `${PUBLIC_URL}.evil.example`,
  `${PUBLIC_URL}@evil.example`,
  '/sign-out',
  '/sign-in?to=//evil.example',
];

/** What a browser would open, coming from this site. */
const opened = (location: unknown) => new URL(String(location), PUBLIC_URL);

function assertOwn(location: unknown, from: string): void {
  assert.doesNotMatch(String(location), /[\u0000-\u0020\\]/, from);
  assert.equal(opened(location).origin, PUBLIC_URL, from);
  assert.doesNotMatch(opened(location).pathname, /^\/\/|^\/sign-/, from);
}

test('`to` of sign-in leads to no other site', async () => {
  for (const to of ELSEWHERE) {
    const browser = createBrowser(app, PUBLIC_URL);
    const going = await browser.get(`/sign-in/dfe-sign-in?to=${encodeURIComponent(to)}`);
    const back = await browser.get(await visitIssuer(going.headers.location));
    assert.equal(back.statusCode, 303, to);
    assertOwn(back.headers.location, to);
  }
});

test('`to` that is sent twice leads to the start', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  const going = await browser.get('/sign-in/dfe-sign-in?to=/cookies&to=//evil.example');
  assertOwn((await browser.get(await visitIssuer(going.headers.location))).headers.location, 'twice');
});

test('`to` of the choice of doors is carried on to this site only', async () => {
  for (const to of ELSEWHERE) {
    const { body } = await app.inject(`/sign-in?to=${encodeURIComponent(to)}`);
    const links = [...body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
    for (const link of links) assert.equal(opened(link).origin, PUBLIC_URL, `${to}: ${link}`);
    const carried = links.flatMap((link) => opened(link).searchParams.getAll('to'));
    for (const each of carried) assertOwn(each, to);
  }
  assert.match((await app.inject('/sign-in?to=%2Fcookies')).body, /href="[^"]*to=%2Fcookies/, 'an own address is');
});

test('`to` of a sign-in through IDAMS is of this site before it is kept', async () => {
  for (const to of ELSEWHERE)
    await app.inject({ url: `/sign-in/idams?to=${encodeURIComponent(to)}`, headers: { host: 'localhost:3999' } });
  const kept = await logins.owner.selectFrom('idams_sign_in').select('wanted_path').execute();
  assert.equal(kept.length, ELSEWHERE.length);
  for (const { wanted_path } of kept) assertOwn(wanted_path, wanted_path);
});

test('`to` of the page that extends a session leads to no other site', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  for (const to of ELSEWHERE) {
    const { statusCode, body } = await browser.get(`/session?to=${encodeURIComponent(to)}`);
    assert.equal(statusCode, 200, to);
    for (const [, link] of body.matchAll(/href="([^"]*)"/g))
      assert.equal(opened(link).origin, PUBLIC_URL, `${to}: ${link}`);
    assert.doesNotMatch(body, /evil\.example|javascript:/, to);
  }
});

test('switching the organisation leads to a page of its own choosing, whatever is sent with it', async () => {
  issuer.person = { sub: 'A1B2', userInfo: {}, idToken: {} };
  const browser = await signInAs(app, issuer, PUBLIC_URL, head);
  for (const to of ELSEWHERE) {
    const form = { _csrf: await tokenOf(browser), organisation: 'school:900001', to, redirect: to, back: to };
    const answer = await browser.post(`/organisations/switch?to=${encodeURIComponent(to)}`, form, {
      referer: 'https://evil.example/',
    });
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/schools/900001', to);
  }
});

test('the way back after signing in is kept for own addresses only', async () => {
  for (const url of ['//evil.example/schools', '/schools/900001//evil.example', '/schools/900001?to=//evil.example']) {
    const { headers } = await app.inject({ url, headers: { host: 'localhost:3999' } });
    if (headers.location === undefined) continue;
    assertOwn(opened(headers.location).searchParams.get('to'), url);
  }
});

const HOSTS = ['evil.example', 'localhost:3999.evil.example', 'evil.example:3999', 'localhost', 'evil.example#', ''];
test('another Host is sent to the public address, and stands in no answer', async () => {
  for (const host of HOSTS) {
    for (const url of [
      '/sign-in/dfe-sign-in',
      '/sign-in/idams',
      '/schools/900001',
      '/',
      '/sign-in',
      '/.well-known/security.txt',
    ]) {
      const { headers, body } = await app.inject({ url, headers: { host } });
      if (headers.location !== undefined) assert.equal(opened(headers.location).origin, PUBLIC_URL, `${host} ${url}`);
      assert.doesNotMatch(body, /evil\.example/, `${host} ${url}`);
    }
  }
});

const FORWARDED = {
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  forwarded: 'host=evil.example',
  'x-host': 'evil.example',
};
test('X-Forwarded-Host of a stranger is not believed', async () => {
  const headers = { host: 'localhost:3999', ...FORWARDED };
  const going = await app.inject({ url: '/sign-in/dfe-sign-in', headers });
  assert.ok(String(going.headers.location).startsWith(`${issuer.url}/auth?`));
  assert.doesNotMatch(String(going.headers.location), /evil/);
});

test('X-Forwarded-Host, even of a proxy that is trusted, stands in no address', async () => {
  const behind = await open(['127.0.0.1']);
  for (const url of ['/sign-in/dfe-sign-in', '/sign-in/idams', '/schools/900001', '/', '/sign-in']) {
    const { headers, body } = await behind.inject({ url, headers: { host: 'localhost:3999', ...FORWARDED } });
    if (headers.location !== undefined) assert.equal(opened(headers.location).origin, PUBLIC_URL, url);
    assert.doesNotMatch(`${String(headers.location)} ${body}`, /evil\.example/, url);
  }
});
