import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildGrant, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { writeMember } from '../../store/members.ts';
import { openTestApp } from '../app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from '../browser.fixture.ts';
import { assertHelps, isSignedIn, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const { certificate } = await makeSigner();
const app = await openTestApp({
  logins,
  issuer,
  doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
  idams: { endpoint: 'https://idams.example/wsfed', realm: 'r', issuer: 'i', certificates: [certificate] },
});
after(() => app.close());
const audit = watchAudit(logins.owner);
await buildSchool(logins.owner, { urn: 900001, name: 'School 900001' });
await buildGrant(logins.owner, 'school:900001');
await buildGrant(logins.owner, 'school:900001', 'dfe-sign-in:A1B2', 'agree');
const added = { addedAt: new Date('2026-08-01T08:00:00Z'), addedBy: 'tests', person: null, name: null };
await writeMember(logins.owner, {
  ...added,
  organisation: 'school:900001',
  email: 'head@school.example',
  duty: 'approver',
});
await writeMember(logins.owner, {
  ...added,
  organisation: 'operator',
  email: 'staff@operator.example',
  duty: 'operator',
});

const school = { name: 'School 900001', urn: '900001', category: { id: '001' } };
/** The head and approver of the school, who may use every form of a school; and the operator's own staff, for theirs. */
const head = () => signInAs(app, issuer, PUBLIC_URL, school);
const operator = () =>
  signInAs(app, issuer, PUBLIC_URL, null, { sub: 'OP', email: 'staff@operator.example', name: 'Op', door: 'oidc' });

/**
 * The answer of IDAMS comes from another site, and is bound by a key and a cookie of its own: `assertions.db.test.ts`. A webhook comes
 * from no browser, takes no cookie and changes nothing: `webhooks.db.test.ts`. A question to the data API takes no cookie and only asks.
 */
const EXEMPT = ['/webhooks/wonde', '/api/statistics/v1/data-sets/:dataSetId/query', '/sign-in/idams/callback'];
const forms = app.guardedRoutes.filter(({ method }) => !['GET', 'HEAD'].includes(method));
const guarded = forms.filter(({ url }) => !EXEMPT.includes(url));
const isOperators = (url: string) => /^\/(operator|tallies)/.test(url);
const addressOf = (url: string) => url.replace(':urn', '900001').replace(/:[a-zA-Z]+/g, '1');

// Before the first test: it would not wait.
const [headBrowser, operatorBrowser, stranger] = [await head(), await operator(), await head()];
const tokens = new Map<TestBrowser, string>();
for (const browser of [headBrowser, operatorBrowser, stranger]) tokens.set(browser, await tokenOf(browser));

test('every route that is not a plain look is a POST, and only the callback of IDAMS, webhooks and questions are exempt from the token', () => {
  assert.deepEqual(
    forms.filter(({ method }) => method !== 'POST'),
    [],
  );
  assert.deepEqual(
    forms.filter(({ url }) => !guarded.some((each) => each.url === url)).map(({ url }) => url),
    EXEMPT,
  );
  assert.ok(guarded.length >= 5);
});

const own = { origin: PUBLIC_URL };
type Forged = (
  token: string,
  other: string,
) => { form: Record<string, string>; headers: Record<string, string>; why: string };
const TOKEN = 'a form without its token';
const FOREIGN = 'a form of another site';
const FORGERIES: Readonly<Record<string, Forged>> = {
  'without a token': () => ({ form: {}, headers: own, why: TOKEN }),
  'with an empty token': () => ({ form: { _csrf: '' }, headers: own, why: TOKEN }),
  'with a made-up token': () => ({ form: { _csrf: 'aaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbbbbb' }, headers: own, why: TOKEN }),
  'with another session’s token': (_token, other) => ({ form: { _csrf: other }, headers: own, why: TOKEN }),
  'from another site’s origin': (_csrf) => ({
    form: { _csrf },
    headers: { origin: 'https://evil.example' },
    why: FOREIGN,
  }),
  'from an origin that only begins like ours': (_csrf) => ({
    form: { _csrf },
    headers: { origin: `${PUBLIC_URL}.evil.example` },
    why: FOREIGN,
  }),
  'from an origin of another scheme': (_csrf) => ({
    form: { _csrf },
    headers: { origin: PUBLIC_URL.replace('http:', 'https:') },
    why: FOREIGN,
  }),
  'from no origin (null)': (_csrf) => ({ form: { _csrf }, headers: { origin: 'null' }, why: FOREIGN }),
  'sent across sites': (_csrf) => ({
    form: { _csrf },
    headers: { ...own, 'sec-fetch-site': 'cross-site' },
    why: FOREIGN,
  }),
};

for (const [what, forge] of Object.entries(FORGERIES)) {
  for (const { url } of guarded) {
    test(`a form ${what} does nothing at ${url}`, async () => {
      const browser = isOperators(url) ? operatorBrowser : headBrowser;
      const { form, headers, why } = forge(tokens.get(browser)!, tokens.get(stranger)!);
      await audit();
      const answer = await browser.post(
        addressOf(url),
        { purpose: 'support', organisation: 'school:900001', ...form },
        headers,
      );
      assertHelps(answer, 403, /This form is no longer valid/);
      assert.equal(answer.headers.location, undefined);
      assert.deepEqual(
        (await audit()).map((event) => [event.what, event.outcome, event.route, event.why]),
        [['refusal', 'refused', `POST ${url}`, why]],
      );
      assert.ok(await isSignedIn(browser));
    });
  }
}

for (const type of [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/xml',
  undefined,
]) {
  test(`a form of type ${type} without a token does nothing anywhere`, async () => {
    for (const { url } of guarded) {
      const browser = isOperators(url) ? operatorBrowser : headBrowser;
      const cookie = `rollcall=${browser.cookies.get('rollcall')}`;
      const headers = { host: 'localhost:3999', cookie, ...own, ...(type && { 'content-type': type }) };
      const payload = type === 'application/json' ? '{"purpose":"support","_csrf":null}' : 'purpose=support';
      const answer = await app.inject({ method: 'POST', url: addressOf(url), headers, payload });
      assert.ok([400, 403, 415].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
      assert.match(answer.body, /<h1/);
    }
    assert.ok((await isSignedIn(headBrowser)) && (await isSignedIn(operatorBrowser)));
  });
}

test('a token in the address is none', async () => {
  for (const { url } of guarded) {
    const browser = isOperators(url) ? operatorBrowser : headBrowser;
    const answer = await browser.post(`${addressOf(url)}?_csrf=${tokens.get(browser)}`, { purpose: 'support' }, own);
    assert.equal(answer.statusCode, 403, url);
  }
});

test('a token that is sent twice is none', async () => {
  const cookie = `rollcall=${headBrowser.cookies.get('rollcall')}`;
  const headers = { host: 'localhost:3999', cookie, ...own, 'content-type': 'application/x-www-form-urlencoded' };
  const token = tokens.get(headBrowser)!;
  for (const payload of [`_csrf=x&_csrf=${token}`, `_csrf=${token}&_csrf=x`, `_csrf[]=${token}`, `_csrf[a]=${token}`]) {
    const answer = await app.inject({ method: 'POST', url: '/organisations/switch', headers, payload });
    assert.equal(answer.statusCode, 403, payload);
  }
});

test('no page changes anything by being looked at with the fields of a form', async () => {
  for (const { url } of guarded) {
    const browser = isOperators(url) ? operatorBrowser : headBrowser;
    const query = new URLSearchParams({
      _csrf: tokens.get(browser)!,
      organisation: 'school:900001',
      purpose: 'support',
    });
    const answer = await browser.get(`${addressOf(url)}?${query}`);
    assert.doesNotMatch(String(answer.headers['content-type']), /csv/, url);
    // A step of an agreement that is not due leads back to where the school stands.
    const leadsBack = answer.statusCode === 302 && /^\/agreement(\/tasks)?$/.test(String(answer.headers.location));
    assert.ok(leadsBack || [200, 404].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
  }
  assert.deepEqual(await logins.owner.selectFrom('agreement_event').selectAll().execute(), []);
  assert.ok((await isSignedIn(headBrowser)) && (await isSignedIn(operatorBrowser)));
});

test('a form with its token is taken', async () => {
  const _csrf = tokens.get(headBrowser)!;
  for (const headers of [own, { ...own, 'sec-fetch-site': 'same-origin' }, {}]) {
    const answer = await headBrowser.post('/schools/900001/pupils/search', { _csrf, name: '' }, headers);
    assert.equal(answer.statusCode, 303);
  }
});
