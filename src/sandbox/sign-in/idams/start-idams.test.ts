import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { after, before, test } from 'node:test';
import { makeCertificate } from '../../make-certificate.ts';
import { type IdamsStandIn, type IdamsStandInOptions, startIdams } from './start-idams.ts';

const REPLY = 'http://localhost:3999/sign-in/idams/callback';
const options: IdamsStandInOptions = {
  port: 0,
  host: '127.0.0.1',
  realm: 'urn:rollcall',
  replyUris: [REPLY],
  clock: { now: () => new Date('2026-11-23T12:00:00Z') },
  people: [
    {
      login: 'ada',
      name: 'Ada <Lark>',
      email: 'ada@council.example',
      ukprn: '10000301',
      roles: ['ATT'],
      role: 'attendance officer',
      organisation: 'Test Council',
    },
  ],
};
let idams: IdamsStandIn;

before(async () => {
  idams = await startIdams(options);
});
after(() => idams.close());

const ask = (query: Record<string, string>, cookie = '') =>
  fetch(`${idams.endpoint}?${new URLSearchParams(query)}`, { redirect: 'manual', headers: { cookie } });
const question = { wa: 'wsignin1.0', wtrealm: 'urn:rollcall', wreply: REPLY, wctx: '"><script>' };
const choose = () =>
  fetch(idams.endpoint, { method: 'POST', body: new URLSearchParams({ ...question, person: 'ada' }) });

test('the people are listed, and what was sent is safe in the page', async () => {
  const page = await (await ask(question)).text();
  assert.match(page, />Ada &#60;Lark&#62;<\/button> attendance officer, Test Council, ada@council.example/);
  assert.doesNotMatch(page, /<script>/);
});

test('the answer sends itself by the one script that its policy allows, and has a button', async () => {
  const response = await choose();
  const page = await response.text();
  const script = /<script>(.*)<\/script>/.exec(page)![1]!;
  const hash = createHash('sha256').update(script).digest('base64');
  assert.ok(response.headers.get('content-security-policy')!.includes(`script-src 'sha256-${hash}'`));
  assert.match(page, /<button type="submit">Continue<\/button>/);
  assert.match(page, /name="wctx" value="&#34;&#62;&#60;script&#62;"/);
});

test('who was chosen stays signed in until they sign out', async () => {
  const cookie = (await choose()).headers.get('set-cookie')!.split(';')[0]!;
  assert.match(await (await ask(question, cookie)).text(), /name="wresult"/);
  assert.doesNotMatch(await (await ask({ ...question, wfresh: '0' }, cookie)).text(), /name="wresult"/);
  const out = await ask({ wa: 'wsignout1.0', wreply: 'http://localhost:3999/' }, cookie);
  assert.equal(out.headers.get('location'), 'http://localhost:3999/');
  assert.doesNotMatch(await (await ask(question, cookie)).text(), /name="wresult"/);
});

test('no answer goes to another address', async () => {
  assert.equal((await ask({ ...question, wreply: `${REPLY}/other` })).status, 400);
  assert.equal((await ask({ wa: 'wsignout1.0', wreply: 'http://elsewhere.example/' })).status, 200);
});

test('another realm, another wa and another path are refused', async () => {
  assert.equal((await ask({ ...question, wtrealm: 'urn:other' })).status, 400);
  assert.equal((await ask({ ...question, wa: 'wattr1.0' })).status, 400);
  assert.equal((await fetch(`${idams.url}/other`)).status, 404);
});

test('the metadata names issuer, endpoint and certificate', async () => {
  const metadata = await (await fetch(`${idams.url}/FederationMetadata/2007-06/FederationMetadata.xml`)).text();
  assert.ok(metadata.includes(`entityID="${idams.issuer}"`));
  assert.ok(metadata.includes(`>${idams.endpoint}<`));
  assert.ok(metadata.includes(idams.certificate.split('\n')[1]!.trim()));
});

test('it serves HTTPS when given a certificate, and its cookie is then only for HTTPS', async () => {
  const tls = await makeCertificate();
  const secure = await startIdams({ ...options, tls });
  const body = new URLSearchParams({ ...question, person: 'ada' }).toString();
  const cookies = await new Promise<string[]>((resolve, reject) => {
    const asked = request(secure.endpoint, { method: 'POST', ca: tls.cert, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.headers['set-cookie'] ?? []));
    });
    asked.once('error', reject).end(body);
  });
  await secure.close();
  assert.match(secure.url, /^https:/);
  assert.match(cookies[0]!, /; Secure$/);
});

test('it starts neither in production nor for other machines', async () => {
  await assert.rejects(startIdams({ ...options, production: true }), { code: 'sandbox-refused' });
  await assert.rejects(startIdams({ ...options, host: '0.0.0.0' }), { code: 'sandbox-refused' });
});
