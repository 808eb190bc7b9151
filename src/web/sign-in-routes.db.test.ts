import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildGrant, buildSchool } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { openTestApp } from './app.fixture.ts';
import { createBrowser, signInAs, type TestBrowser, tokenOf, visitIssuer } from './browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
let now = new Date('2026-11-23T12:00:00Z');
const database = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins: database, issuer, clock: { now: () => now }, options: { invented: false } });
after(() => app.close());

const nobody = null;
const signedIn = () => signInAs(app, issuer, PUBLIC_URL, nobody);
const isSignedIn = async (browser: TestBrowser) => (await browser.get('/')).body.includes('Sign out');

test('sign-in leads back to where the person wanted to go', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  const going = await browser.get('/sign-in/dfe-sign-in?to=%2Fschools%2F900001%2Fpupils%3Fyear%3D7');
  const back = await browser.get(await visitIssuer(going.headers.location));
  assert.equal(back.headers.location, '/schools/900001/pupils?year=7');
  assert.ok(await isSignedIn(browser));
});

test('sign-in leads to no other site', async () => {
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '/%09/evil.example', '/sign-out']) {
    const browser = createBrowser(app, PUBLIC_URL);
    const going = await browser.get(`/sign-in/dfe-sign-in?to=${encodeURIComponent(to)}`);
    const back = await browser.get(await visitIssuer(going.headers.location));
    assert.match(String(back.headers.location), /^\/(%09\/evil\.example)?$/, to);
  }
});

test('sign-in begins at the public address, where the person comes back to', async () => {
  const browser = createBrowser(app, 'http://127.0.0.1:3999');
  const answer = await browser.get('/sign-in/dfe-sign-in?to=/cookies');
  assert.equal(answer.headers.location, `${PUBLIC_URL}/sign-in/dfe-sign-in?to=%2Fcookies`);
  assert.equal(browser.cookies.size, 0);
});

test('the session has a new id after sign-in, and the old one is nothing', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  const going = await browser.get('/sign-in/dfe-sign-in');
  const old = browser.cookies.get('rollcall');
  await browser.get(await visitIssuer(going.headers.location));
  assert.notEqual(browser.cookies.get('rollcall'), old);
  const thief = createBrowser(app, PUBLIC_URL);
  thief.cookies.set('rollcall', old!);
  assert.equal(await isSignedIn(thief), false);
});

test('an answer for another browser’s sign-in is not accepted', async () => {
  const attacker = createBrowser(app, PUBLIC_URL);
  const victim = createBrowser(app, PUBLIC_URL);
  const going = await attacker.get('/sign-in/dfe-sign-in');
  const answer = await visitIssuer(going.headers.location);
  assert.equal((await victim.get(answer)).statusCode, 400);
  await victim.get('/sign-in/dfe-sign-in');
  await victim.get(answer);
  assert.equal(await isSignedIn(victim), false);
});

test('a session that ran out at the provider starts sign-in again by itself, but once only', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  await browser.get('/sign-in/dfe-sign-in?to=/cookies');
  const again = await browser.get('/sign-in/dfe-sign-in/callback?error=sessionexpired');
  assert.equal(again.statusCode, 302);
  assert.match(String(again.headers.location), /\/auth\?/);
  const third = await browser.get('/sign-in/dfe-sign-in/callback?error=sessionexpired');
  assert.equal(third.statusCode, 400);
  assert.match(third.body, /Start signing in again/);
});

test('someone who comes back without code or state is sent to sign in again, and still gets where they wanted', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  await browser.get('/sign-in/dfe-sign-in?to=/cookies');
  const again = await browser.get('/sign-in/dfe-sign-in/callback');
  const back = await browser.get(await visitIssuer(again.headers.location));
  assert.equal(back.headers.location, '/cookies');
});

test('someone whom the provider refused is told so', async () => {
  const browser = createBrowser(app, PUBLIC_URL);
  await browser.get('/sign-in/dfe-sign-in');
  const answer = await browser.get('/sign-in/dfe-sign-in/callback?error=access_denied&error_description=%3Cscript%3E');
  assert.equal(answer.statusCode, 400);
  assert.match(answer.body, /You could not be signed in/);
  assert.doesNotMatch(answer.body, /access_denied|&lt;script/);
});

test('a token that is not right signs nobody in', async () => {
  issuer.tampering = { strangeKey: true };
  const browser = createBrowser(app, PUBLIC_URL);
  const going = await browser.get('/sign-in/dfe-sign-in');
  const back = await browser.get(await visitIssuer(going.headers.location));
  issuer.tampering = {};
  assert.equal(back.statusCode, 503);
  assert.match(back.body, /You could not be signed in/);
  assert.equal(await isSignedIn(browser), false);
});

test('signing out ends the session and goes to the provider with the ID token', async () => {
  const browser = await signedIn();
  const cookie = browser.cookies.get('rollcall')!;
  const answer = await browser.post('/sign-out', { _csrf: await tokenOf(browser) }, { origin: PUBLIC_URL });
  assert.equal(answer.statusCode, 303);
  const url = new URL(String(answer.headers.location));
  assert.equal(url.pathname, '/session/end');
  assert.equal(url.searchParams.get('id_token_hint')?.split('.').length, 3);
  browser.cookies.set('rollcall', cookie);
  assert.equal(await isSignedIn(browser), false);
});

test('signing out needs the form’s own token, from this site', async () => {
  const browser = await signedIn();
  const _csrf = await tokenOf(browser);
  const refused = [
    await browser.post('/sign-out', {}),
    await browser.post('/sign-out', { _csrf: 'made-up' }),
    await browser.post('/sign-out', { _csrf }, { origin: 'https://evil.example' }),
    await browser.post('/sign-out', { _csrf }, { 'sec-fetch-site': 'cross-site' }),
    await browser.post('/sign-out', { _csrf: await tokenOf(await signedIn()) }),
  ];
  for (const answer of refused) {
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /no longer valid|cannot/);
  }
  assert.ok(await isSignedIn(browser));
});

test('signing out is never done by following a link', async () => {
  const browser = await signedIn();
  assert.equal((await browser.get('/sign-out')).statusCode, 404);
  assert.ok(await isSignedIn(browser));
});

test('someone who is signed out already is sent to the start page', async () => {
  const answer = await createBrowser(app, PUBLIC_URL).post('/sign-out', {});
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/signed-out');
});

test('a session ends after its idle time', async () => {
  const browser = await signedIn();
  now = new Date(now.getTime() + 19 * 60_000);
  assert.ok(await isSignedIn(browser));
  now = new Date(now.getTime() + 19 * 60_000);
  assert.ok(await isSignedIn(browser));
  now = new Date(now.getTime() + 21 * 60_000);
  assert.equal(await isSignedIn(browser), false);
});

test('the start page says why someone without an organisation sees no school', async () => {
  const { body } = await (await signedIn()).get('/');
  assert.match(body, /not linked to a school/);
  assert.match(body, /request-organisation\/search/);
  assert.match(body, /Ada Lark/);
});

test('a name is shown as text, whatever is in it', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, {
    name: '<img src=x onerror=alert(1)>',
    category: { id: '010' },
  });
  const { body } = await browser.get('/');
  assert.doesNotMatch(body, /<img/);
  assert.match(body, /&lt;img src=x onerror=alert\(1\)&gt;/);
});

test('whoever is removed from the organisation loses the role and the session at the next click', async () => {
  await buildSchool(database.owner);
  await buildGrant(database.owner, 'school:900001', 'oidc:A1B2');
  const member = { organisation: 'school:900001', email: 'head@school.example', duty: 'member', person: null } as const;
  await database.owner
    .insertInto('member')
    .values({ ...member, name: null, added_at: now, added_by: 'tests' })
    .execute();
  const doors = { schools: 'oidc', trusts: 'none', authorities: 'none' } as const;
  const own = await openTestApp({ logins: database, issuer, clock: { now: () => now }, doors });
  const browser = await signInAs(own, issuer, PUBLIC_URL, null, { door: 'oidc' });
  assert.equal((await browser.get('/schools/900001')).statusCode, 200);
  await database.owner.deleteFrom('member').execute();
  const answer = await browser.get('/schools/900001');
  assert.equal(answer.statusCode, 403);
  assert.match(answer.body, /Your role was taken away/);
  assert.equal((await browser.get('/schools/900001')).statusCode, 302);
  await own.close();
});

test('a form that was sent too late leads back to the page that it stood on', async () => {
  const answer = await createBrowser(app, PUBLIC_URL).post('/rights/ask', {}, { referer: `${PUBLIC_URL}/rights` });
  assert.equal(answer.headers.location, '/sign-in?to=%2Frights');
  const foreign = await createBrowser(app, PUBLIC_URL).post('/rights/ask', {}, { referer: 'https://evil.example/x' });
  assert.equal(foreign.headers.location, '/sign-in?to=%2F');
});
