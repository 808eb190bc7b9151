import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { buildGrant, buildRegister, buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { openTestApp } from '../app.fixture.ts';
import type { AppOptions } from '../app.ts';
import { createBrowser, signInAs, tokenOf, visitIssuer } from '../browser.fixture.ts';
import { assertHelps, isSignedIn, putCookie, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const START = new Date('2026-11-23T08:00:00Z').getTime();
const MINUTE = 60_000;
let now = START;
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const open = async (options: Partial<AppOptions> = {}) => {
  const app = await openTestApp({ logins, issuer, clock: { now: () => new Date(now) }, options });
  after(() => app.close());
  return app;
};
const app = await open();
const audit = watchAudit(logins.owner);
await buildSchool(logins.owner, { urn: 900001, name: 'School 900001' });
await buildRegister(logins.owner, 900001, [{ id: 1, forename: 'Aurelia', surname: 'Canary' }]);
await buildSchool(logins.owner, { urn: 900002, name: 'School 900002' });
await buildTrust(logins.owner, { uid: '2044', academies: [{ urn: 900002 }] });
await buildGrant(logins.owner, 'trust:2044');

beforeEach(async () => {
  now = START;
  await logins.owner.deleteFrom('web_session').execute();
  await logins.owner.deleteFrom('right_grant').where('organisation', '=', 'school:900001').execute();
  await buildGrant(logins.owner, 'school:900001');
});

const head = { name: 'School 900001', urn: '900001', category: { id: '001' } };
const signIn = () => signInAs(app, issuer, PUBLIC_URL, head);
const newBrowser = () => createBrowser(app, PUBLIC_URL);
const PUPIL = '/schools/900001/pupils/1';

/** The cookie opens nothing, its holder is led to sign-in, and that it was tried is on the audit, of nobody. */
async function assertOpensNothing(cookie: string | undefined): Promise<void> {
  await audit();
  const thief = putCookie(newBrowser(), cookie);
  const answer = await thief.get(PUPIL);
  assert.equal(answer.statusCode, 302);
  assert.match(String(answer.headers.location), /^\/sign-in\?to=/);
  assert.equal(thief.cookies.size, 0, 'the browser is told to forget it');
  assert.deepEqual(
    (await audit()).map(({ what, outcome, person, why }) => [what, outcome, person, why]),
    [['refusal', 'refused', null, 'the session has ended']],
  );
  assert.equal(await isSignedIn(thief), false);
}

test('a session fixed before sign-in opens nothing after it', async () => {
  const victim = newBrowser();
  const going = await victim.get('/sign-in/dfe-sign-in');
  const fixed = victim.cookies.get('rollcall');
  issuer.person = {
    sub: 'A1B2',
    userInfo: { name: 'Ada Lark', email: 'head@school.example', organisation: head },
    idToken: {},
  };
  await victim.get(await visitIssuer(going.headers.location));
  assert.notEqual(victim.cookies.get('rollcall'), fixed);
  assert.equal((await victim.get(PUPIL)).statusCode, 200);
  await assertOpensNothing(fixed);
});

test('a session id that somebody made up is not taken over at sign-in', async () => {
  const victim = putCookie(newBrowser(), 'made-up-by-the-attacker.AAAA');
  const going = await victim.get('/sign-in/dfe-sign-in');
  assert.doesNotMatch(victim.cookies.get('rollcall')!, /made-up/);
  await victim.get(await visitIssuer(going.headers.location));
  assert.doesNotMatch(victim.cookies.get('rollcall')!, /made-up/);
  assert.equal(await isSignedIn(putCookie(newBrowser(), 'made-up-by-the-attacker.AAAA')), false);
});

test('the id changes when the organisation is switched, and the one before opens nothing', async () => {
  const browser = await signIn();
  const before = browser.cookies.get('rollcall');
  const form = { _csrf: await tokenOf(browser), organisation: 'school:900001' };
  assert.equal((await browser.post('/organisations/switch', form)).statusCode, 303);
  assert.notEqual(browser.cookies.get('rollcall'), before);
  assert.equal((await browser.get(PUPIL)).statusCode, 200);
  await assertOpensNothing(before);
});

test('a session stolen after signing out opens nothing', async () => {
  const browser = await signIn();
  const stolen = browser.cookies.get('rollcall');
  await browser.post('/sign-out', { _csrf: await tokenOf(browser) });
  await assertOpensNothing(stolen);
});

test('a session stolen after it ran out opens nothing', async () => {
  const browser = await signIn();
  now += 21 * MINUTE;
  await assertOpensNothing(browser.cookies.get('rollcall'));
});

test('a page that was under way when its session was ended does not bring the session back', async () => {
  const browser = await signIn();
  const stolen = browser.cookies.get('rollcall')!;
  const pages = [1, 2, 3, 4].map(() => putCookie(newBrowser(), stolen).get(PUPIL));
  await browser.post('/sign-out', { _csrf: await tokenOf(browser) });
  await Promise.all(pages);
  await assertOpensNothing(stolen);
});

test('the session of a person whose role went ends at the next click', async () => {
  const browser = await signIn();
  const stolen = browser.cookies.get('rollcall');
  await logins.owner.deleteFrom('right_grant').where('organisation', '=', 'school:900001').execute();
  await audit();
  assertHelps(await browser.get(PUPIL), 403, /Your role was taken away[\s\S]*Sign in again/);
  const [event] = await audit();
  assert.deepEqual(
    [event?.what, event?.outcome, event?.person, event?.school, event?.why],
    ['refusal', 'refused', 'dfe-sign-in:A1B2', 900001, 'role taken away'],
  );
  await assertOpensNothing(stolen);
  await buildGrant(logins.owner, 'school:900001');
  assert.equal(await isSignedIn(putCookie(newBrowser(), stolen)), false, 'nor when the role is given again');
});

test('the cookie of another installation opens nothing', async () => {
  const other = await open({ secret: 'the secret of another installation, long enough' });
  const browser = await signInAs(other, issuer, PUBLIC_URL, head);
  const foreign = putCookie(newBrowser(), browser.cookies.get('rollcall'));
  assert.equal((await foreign.get(PUPIL)).statusCode, 302);
  assert.equal(await isSignedIn(foreign), false);
});

test('a cookie that was changed opens nothing', async () => {
  const cookie = decodeURIComponent((await signIn()).cookies.get('rollcall')!);
  const [id, signature] = cookie.split('.') as [string, string];
  const changed = [
    `${id}x.${signature}`,
    `${id}.${signature.slice(0, -2)}AA`,
    id,
    `${id}.`,
    `.${signature}`,
    `${cookie}.${signature}`,
  ];
  for (const each of changed)
    assert.equal((await putCookie(newBrowser(), encodeURIComponent(each)).get(PUPIL)).statusCode, 302, each);
});

test('a cookie that is sent twice opens what one of both opens, and no more', async () => {
  const own = (await signIn()).cookies.get('rollcall')!;
  for (const cookie of [`rollcall=made-up; rollcall=${own}`, `rollcall=${own}; rollcall=made-up`]) {
    const answer = await app.inject({ url: '/schools/900002', headers: { host: 'localhost:3999', cookie } });
    assert.ok([302, 403].includes(answer.statusCode));
  }
});

test('8 hours after signing in a session ends, however much it was used', async () => {
  const browser = await signIn();
  const stolen = browser.cookies.get('rollcall');
  while (now < START + 8 * 60 * MINUTE - 15 * MINUTE) {
    now += 15 * MINUTE;
    assert.equal((await browser.get('/session')).statusCode, 200);
  }
  now = START + 8 * 60 * MINUTE - 1;
  assert.equal((await browser.get(PUPIL)).statusCode, 200);
  now += 1;
  await assertOpensNothing(stolen);
});

test('switching the organisation does not start the 8 hours again', async () => {
  const browser = await signIn();
  while (now < START + 465 * MINUTE) {
    now += 15 * MINUTE;
    const form = { _csrf: await tokenOf(browser), organisation: 'school:900001' };
    assert.equal((await browser.post('/organisations/switch', form)).statusCode, 303);
  }
  now = START + 480 * MINUTE;
  await assertOpensNothing(browser.cookies.get('rollcall'));
});

test('after 20 minutes without use a session ends', async () => {
  const browser = await signIn();
  now += 20 * MINUTE - 1;
  assert.equal((await browser.get(PUPIL)).statusCode, 200);
  now += 20 * MINUTE;
  await assertOpensNothing(browser.cookies.get('rollcall'));
});

test('asking how much time is left does not extend a session', async () => {
  const browser = await signIn();
  const cookie = browser.cookies.get('rollcall');
  now += 19 * MINUTE;
  assert.deepEqual((await browser.get('/session/left')).json(), { seconds: 60 });
  now += MINUTE;
  assert.deepEqual((await browser.get('/session/left')).json(), { seconds: 0 });
  await assertOpensNothing(cookie);
});

test('the page that extends a session does', async () => {
  const browser = await signIn();
  now += 19 * MINUTE;
  assert.equal((await browser.get('/session')).statusCode, 200);
  now += 19 * MINUTE;
  assert.equal((await browser.get(PUPIL)).statusCode, 200);
});

test('a page of nobody’s, such as one that is not there, opens nothing for a session that has ended', async () => {
  const browser = await signIn();
  now += 21 * MINUTE;
  const answer = await browser.get('/schools/900001/nothing-here');
  assert.equal(answer.statusCode, 404);
  assert.doesNotMatch(answer.body, /Sign out|Ada Lark/);
});

test('a session cookie stays out of scripts, other sites and addresses', async () => {
  const browser = newBrowser();
  const { headers } = await browser.get('/sign-in/dfe-sign-in');
  const line = String(headers['set-cookie']);
  assert.match(line, /; HttpOnly/);
  assert.match(line, /; SameSite=Lax/);
  const signedIn = await signIn();
  const value = signedIn.cookies.get('rollcall')!;
  for (const each of [newBrowser().get(`${PUPIL}?rollcall=${value}`), newBrowser().get(`/;rollcall=${value}`)])
    assert.doesNotMatch((await each).body, /Sign out/);
});

test('of two people in one browser the second sees nothing of the first', async () => {
  const browser = await signIn();
  await browser.get(PUPIL);
  const first = browser.cookies.get('rollcall');
  issuer.person = { sub: 'C3D4', userInfo: { name: 'Bea Wren', email: 'bea@school.example' }, idToken: {} };
  const going = await browser.get('/sign-in/dfe-sign-in');
  await browser.get(await visitIssuer(going.headers.location));
  assert.equal((await browser.get(PUPIL)).statusCode, 403);
  assert.doesNotMatch((await browser.get('/')).body, /Ada Lark/);
  await assertOpensNothing(first);
});
