import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { signAssertion } from '../../sandbox/sign-in/idams/sign-assertion.ts';
import { type AssertionFacts, writeAssertion } from '../../sandbox/sign-in/idams/write-assertion.ts';
import { writeResponse } from '../../sandbox/sign-in/idams/write-response.ts';
import { openTestApp } from '../app.fixture.ts';
import { createBrowser, type TestBrowser } from '../browser.fixture.ts';
import { assertHelps, isSignedIn, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const CALLBACK = '/sign-in/idams/callback';
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const [signer, stranger] = [await makeSigner(), await makeSigner()];
let now = new Date('2026-11-23T12:00:00Z');
const idams = {
  endpoint: 'https://idams.example/wsfed',
  realm: 'https://rollcall.example/',
  issuer: 'https://idams.example/trust',
  certificates: [signer.certificate],
};
const app = await openTestApp({
  logins,
  issuer,
  idams,
  clock: { now: () => now },
  doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
});
after(() => app.close());
const audit = watchAudit(logins.owner);

let number = 0;
const facts = (change: Partial<AssertionFacts> = {}): AssertionFacts => ({
  id: `_a${++number}`,
  issuer: idams.issuer,
  realm: idams.realm,
  from: now,
  until: new Date(now.getTime() + 3_600_000),
  claims: { [UPN]: ['ada@council.example'], 'http://schemas.portal.com/ukprn': ['10000301'] },
  ...change,
});
const sign = (assertion: string, by = signer) => signAssertion(assertion, by);
const answerWith = (assertion: string) => writeResponse(assertion, facts());
const honest = (change?: Partial<AssertionFacts>) => answerWith(sign(writeAssertion(facts(change))));
const between = (xml: string, start: string, end: string) =>
  xml.slice(xml.indexOf(start), xml.indexOf(end, xml.indexOf(start)) + end.length);

async function begin(): Promise<{ browser: TestBrowser; wctx: string }> {
  const browser = createBrowser(app, PUBLIC_URL);
  const { headers } = await browser.get('/sign-in/idams');
  return { browser, wctx: new URL(String(headers.location)).searchParams.get('wctx')! };
}

const come = (browser: TestBrowser, fields: Record<string, string>) =>
  browser.post(CALLBACK, { wa: 'wsignin1.0', ...fields }, { origin: 'https://idams.example' });

async function assertNobody(browser: TestBrowser): Promise<void> {
  assert.equal(await isSignedIn(browser), false);
  const people = await logins.owner
    .selectFrom('web_session')
    .select('person')
    .where('person', 'is not', null)
    .execute();
  assert.deepEqual(people, []);
}

type Answer = Awaited<ReturnType<TestBrowser['get']>>;

/** A page that leads to sign-in again, nobody signed in, and one event that says why. */
async function assertRefused(browser: TestBrowser, answer: Answer, why: string, status = 400, method = 'POST') {
  assertHelps(answer, status, /Start signing in again[\s\S]*href="\/sign-in"/);
  await assertNobody(browser);
  const route = `${method} ${CALLBACK}`;
  assert.deepEqual(await audit(), [{ what: 'sign-in', outcome: 'refused', person: null, school: null, route, why }]);
}

test('the answer that every attack starts from is accepted', async () => {
  const { browser, wctx } = await begin();
  assert.equal((await come(browser, { wctx, wresult: honest() })).statusCode, 303);
  assert.ok(await isSignedIn(browser));
  assert.deepEqual(
    (await audit()).map(({ what, outcome }) => [what, outcome]),
    [['sign-in', 'done']],
  );
  await logins.owner.deleteFrom('web_session').execute();
});

const wrapped = () => {
  const [signed, forged] = [
    sign(writeAssertion(facts())),
    writeAssertion(facts({ claims: { [UPN]: ['mallory@x.example'] } })),
  ];
  return answerWith(forged.replace('</saml:Conditions>', `</saml:Conditions><saml:Advice>${signed}</saml:Advice>`));
};
const wrappedInSignature = () => {
  const inner = writeAssertion(facts());
  const signature = between(sign(inner), '<ds:Signature', '</ds:Signature>');
  const wrapping = signature.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`);
  const forged = writeAssertion(facts({ claims: { [UPN]: ['mallory@x.example'] } }));
  return answerWith(forged.replace('</saml:Assertion>', `${wrapping}</saml:Assertion>`));
};
const ASSERTIONS: Readonly<Record<string, readonly [string, () => string]>> = {
  'that is not signed': ['assertion-unsigned', () => answerWith(writeAssertion(facts()))],
  'that is signed twice': ['signatures-several', () => answerWith(sign(sign(writeAssertion(facts()))))],
  'signed by a stranger, whose certificate it brings': [
    'signature-wrong',
    () => answerWith(sign(writeAssertion(facts()), stranger)),
  ],
  'that was changed after it was signed': ['signature-wrong', () => honest().replace('10000301', '10000302')],
  'wrapped in a forged one': ['assertions-several', wrapped],
  'wrapped in the signature of a forged one': ['assertions-several', wrappedInSignature],
  'with a comment in the digest': [
    'comment-present',
    () => honest().replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->'),
  ],
  'with a comment that cuts a claim short': [
    'comment-present',
    () => honest().replace('ada@council.example', '$&<!-- -->.evil.example'),
  ],
  'with a DOCTYPE': ['doctype-present', () => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${honest()}`],
  'of another issuer': ['issuer-wrong', () => honest({ issuer: 'https://evil.example/trust' })],
  'meant for another service': ['audience-wrong', () => honest({ realm: 'https://another.example/' })],
  'that holds no longer': [
    'assertion-expired',
    () => honest({ from: new Date(now.getTime() - 7_200_000), until: new Date(now.getTime() - 3_600_000) }),
  ],
  'that does not hold yet': ['not-yet-valid', () => honest({ from: new Date(now.getTime() + 3_600_000) })],
  'that is a page of HTML': ['answer-malformed', () => '<html><body><p>Service unavailable<br></body></html>'],
};
for (const [what, [why, wresult]] of Object.entries(ASSERTIONS)) {
  test(`an assertion ${what} signs nobody in`, async () => {
    const { browser, wctx } = await begin();
    await assertRefused(browser, await come(browser, { wctx, wresult: wresult() }), why);
  });
}

test('an oversized answer is refused before it is read', async () => {
  const { browser, wctx } = await begin();
  const wresult = honest().replace('<t:TokenType>', `<t:Other>${'a'.repeat(300 * 1024)}</t:Other><t:TokenType>`);
  const answer = await come(browser, { wctx, wresult });
  await assertRefused(browser, answer, 'an answer that cannot be read', 413);
});

test('an answer that is no form is refused', async () => {
  const { browser, wctx } = await begin();
  for (const [type, payload] of [
    ['application/xml', honest()],
    ['application/json', '{"wctx": '],
  ] as const) {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { host: 'localhost:3999', cookie, 'content-type': type };
    const answer = await app.inject({ method: 'POST', url: CALLBACK, headers, payload });
    await assertRefused(browser, answer, 'an answer that cannot be read', type === 'application/xml' ? 415 : 400);
  }
  assert.ok(wctx);
});

test('an answer that is replayed, with its cookie, opens nothing', async () => {
  const { browser, wctx } = await begin();
  const thief = createBrowser(app, PUBLIC_URL);
  for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
  const wresult = honest();
  await come(browser, { wctx, wresult });
  await logins.owner.deleteFrom('web_session').execute();
  await audit();
  await assertRefused(thief, await come(thief, { wctx, wresult }), 'wctx-unknown');
});

test('an assertion that is replayed in a sign-in of one’s own opens nothing', async () => {
  const { browser, wctx } = await begin();
  const wresult = honest();
  await come(browser, { wctx, wresult });
  await logins.owner.deleteFrom('web_session').execute();
  const thief = await begin();
  await audit();
  await assertRefused(thief.browser, await come(thief.browser, { wctx: thief.wctx, wresult }), 'assertion-replayed');
});

test('an answer for another browser’s sign-in signs nobody in', async () => {
  const attacker = await begin();
  const victim = await begin();
  const fields = { wctx: attacker.wctx, wresult: honest() };
  await assertRefused(victim.browser, await come(victim.browser, fields), 'other-browser');
});

test('an answer without the cookie of its sign-in signs nobody in', async () => {
  const { wctx } = await begin();
  const nobody = createBrowser(app, PUBLIC_URL);
  await assertRefused(nobody, await come(nobody, { wctx, wresult: honest() }), 'other-browser');
});

test('an answer that names no sign-in, or a made-up one, signs nobody in', async () => {
  for (const [fields, why] of [
    [{}, 'wctx-missing'],
    [{ wctx: 'made-up' }, 'wctx-unknown'],
  ] as const) {
    const { browser } = await begin();
    await assertRefused(browser, await come(browser, { ...fields, wresult: honest() }), why);
  }
});

test('an answer that comes too late signs nobody in', async () => {
  const { browser, wctx } = await begin();
  now = new Date(now.getTime() + 11 * 60_000);
  await assertRefused(browser, await come(browser, { wctx, wresult: honest() }), 'wctx-expired');
});

test('an answer to a sign-out, or to nothing, signs nobody in', async () => {
  const { browser, wctx } = await begin();
  const answer = await come(browser, { wa: 'wsignoutcleanup1.0', wctx, wresult: honest() });
  await assertRefused(browser, answer, 'not-a-sign-in');
});

test('an answer by GET in place of POST signs nobody in, and uses nothing up', async () => {
  const { browser, wctx } = await begin();
  const wresult = honest();
  const query = new URLSearchParams({ wa: 'wsignin1.0', wctx, wresult });
  await assertRefused(browser, await browser.get(`${CALLBACK}?${query}`), 'an answer that is not a POST', 400, 'GET');
  assert.equal((await come(browser, { wctx, wresult })).statusCode, 303);
  await logins.owner.deleteFrom('web_session').execute();
  await audit();
});

test('a field that was sent twice is none', async () => {
  for (const [twice, why] of [
    ['wctx', 'wctx-missing'],
    ['wresult', 'answer-missing'],
    ['wa', 'not-a-sign-in'],
  ] as const) {
    const { browser, wctx } = await begin();
    const form = new URLSearchParams({ wa: 'wsignin1.0', wctx, wresult: honest() });
    form.append(twice, form.get(twice)!);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { host: 'localhost:3999', cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: CALLBACK, headers, payload: form.toString() });
    await assertRefused(browser, answer, why);
  }
});

test('an assertion without a login name, or with the claim of another kind, signs nobody in', async () => {
  for (const [claims, why] of [
    [{ 'http://schemas.portal.com/ukprn': ['10000301'] }, 'subject-missing'],
    [{ [UPN]: ['ada@council.example', 'mallory@x.example'] }, 'subjects-several'],
  ] as const) {
    const { browser, wctx } = await begin();
    await assertRefused(browser, await come(browser, { wctx, wresult: honest({ claims }) }), why);
  }
});
