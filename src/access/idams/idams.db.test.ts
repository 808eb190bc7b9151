import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { type IdamsStandIn, startIdams } from '../../sandbox/sign-in/idams/start-idams.ts';
import { createIdams, type Idams, type IdamsOptions } from './idams.ts';
import type { IdamsRefusal } from './refuse.ts';

const database = await testDatabase({ after });
const PUBLIC_URL = 'http://localhost:3999';
const REALM = 'https://rollcall.example/';
let now: Date;
const clock = { now: () => now };
let standIn: IdamsStandIn;
let idams: Idams;

const open = (other: Partial<IdamsOptions> = {}) =>
  createIdams({
    endpoint: standIn.endpoint,
    realm: REALM,
    issuer: standIn.issuer,
    certificates: [standIn.certificate],
    publicUrl: PUBLIC_URL,
    clock,
    database: database.viewer,
    ...other,
  });

before(async () => {
  standIn = await startIdams({
    port: 0,
    host: '127.0.0.1',
    realm: REALM,
    replyUris: [`${PUBLIC_URL}/sign-in/idams/callback`],
    clock,
    people: [
      {
        login: 'officer@council.example',
        name: "Ada O'Lark <officer>",
        email: 'ada@council.example',
        ukprn: '10000301',
        roles: ['ATT', 'DAA'],
        role: 'attendance officer',
        organisation: 'Test Council',
      },
    ],
  });
});
after(() => standIn.close());
beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  idams = open();
  await database.owner.deleteFrom('idams_sign_in').execute();
  await database.owner.deleteFrom('idams_assertion').execute();
});

/** The hidden fields of a page, and where its form leads. */
function readForm(page: string): { action: string; fields: Record<string, string> } {
  const plain = (text: string) => text.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const fields = Object.fromEntries(hidden.map(([, name, value]) => [plain(name!), plain(value!)]));
  return { action: plain(/action="([^"]*)"/.exec(page)![1]!), fields };
}

/** Goes to the stand-in, chooses the person, and gives the form that the browser would post back. */
async function goAndChoose(url: string): Promise<{ action: string; fields: Record<string, string> }> {
  const question = readForm(await (await fetch(url)).text());
  const body = new URLSearchParams({ ...question.fields, person: 'officer@council.example' });
  const chosen = await fetch(new URL(question.action, standIn.url), { method: 'POST', body });
  return readForm(await chosen.text());
}

async function answered(wantedPath = '/') {
  const { url, browserKey } = await idams.begin(wantedPath);
  return { browserKey, ...(await goAndChoose(url)) };
}

const reason = (text: IdamsRefusal) => ({ code: 'sign-in-failed', message: new RegExp(`^${text}: `) });

test('a person signs in over HTTP and comes back to where they wanted to go', async () => {
  const { action, fields, browserKey } = await answered('/schools/900001');
  assert.equal(action, `${PUBLIC_URL}/sign-in/idams/callback`);
  assert.deepEqual(await idams.complete(fields, browserKey), {
    person: {
      subject: 'officer@council.example',
      name: "Ada O'Lark <officer>",
      email: 'ada@council.example',
      ukprn: '10000301',
      roles: ['ATT', 'DAA'],
    },
    wantedPath: '/schools/900001',
  });
});

test('neither key of a sign-in is in the table', async () => {
  const { url, browserKey } = await idams.begin('/');
  const rows = JSON.stringify(await database.owner.selectFrom('idams_sign_in').selectAll().execute());
  const wctx = new URL(url).searchParams.get('wctx')!;
  assert.match(wctx, /^[\w-]{43}$/);
  assert.match(browserKey, /^[\w-]{43}$/);
  assert.equal(rows.includes(wctx) || rows.includes(browserKey), false);
});

test('replay: the same assertion with a fresh wctx', async () => {
  const first = await answered();
  await idams.complete(first.fields, first.browserKey);
  const { url, browserKey } = await idams.begin('/');
  const wctx = new URL(url).searchParams.get('wctx')!;
  await assert.rejects(idams.complete({ ...first.fields, wctx }, browserKey), reason('assertion-replayed'));
});

test('replay: the same assertion twice at the same moment', async () => {
  const first = await answered();
  const { url, browserKey } = await idams.begin('/');
  const second = { ...first.fields, wctx: new URL(url).searchParams.get('wctx')! };
  const ends = await Promise.allSettled([
    idams.complete(first.fields, first.browserKey),
    idams.complete(second, browserKey),
  ]);
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('replay: an assertion is remembered until it holds no longer', async () => {
  const first = await answered();
  await idams.complete(first.fields, first.browserKey);
  now = new Date('2026-11-23T13:00:59Z');
  const { url, browserKey } = await idams.begin('/');
  const wctx = new URL(url).searchParams.get('wctx')!;
  await assert.rejects(idams.complete({ ...first.fields, wctx }, browserKey), reason('assertion-replayed'));
  now = new Date('2026-11-23T13:01:00Z');
  await idams.begin('/');
  assert.equal((await database.owner.selectFrom('idams_assertion').selectAll().execute()).length, 0);
});

test('a wctx that is not known', async () => {
  const { fields, browserKey } = await answered();
  await assert.rejects(idams.complete({ ...fields, wctx: 'A'.repeat(43) }, browserKey), reason('wctx-unknown'));
});

test('no wctx', async () => {
  const { fields, browserKey } = await answered();
  const { wctx: _, ...others } = fields;
  await assert.rejects(idams.complete(others, browserKey), reason('wctx-missing'));
});

test('a wctx that was used', async () => {
  const { fields, browserKey } = await answered();
  await idams.complete(fields, browserKey);
  await assert.rejects(idams.complete(fields, browserKey), reason('wctx-unknown'));
});

test('a wctx that was used by an answer that was refused', async () => {
  const { fields, browserKey } = await answered();
  await assert.rejects(idams.complete({ ...fields, wresult: '<x/>' }, browserKey), reason('response-not-one'));
  await assert.rejects(idams.complete(fields, browserKey), reason('wctx-unknown'));
});

test('a wctx that has expired', async () => {
  const { fields, browserKey } = await answered();
  now = new Date('2026-11-23T12:10:00Z');
  await assert.rejects(idams.complete(fields, browserKey), reason('wctx-expired'));
});

test('a sign-in of another browser', async () => {
  const mine = await idams.begin('/');
  const { fields } = await answered();
  await assert.rejects(idams.complete(fields, mine.browserKey), reason('other-browser'));
});

test('a sign-in without its cookie', async () => {
  const { fields } = await answered();
  await assert.rejects(idams.complete(fields, null), reason('other-browser'));
});

test('another wa than wsignin1.0', async () => {
  const { fields, browserKey } = await answered();
  await assert.rejects(idams.complete({ ...fields, wa: 'wsignout1.0' }, browserKey), reason('not-a-sign-in'));
});

test('an answer without a token', async () => {
  const { fields, browserKey } = await answered();
  const { wresult: _, ...others } = fields;
  await assert.rejects(idams.complete(others, browserKey), reason('answer-missing'));
});

test('an answer for another service, from another issuer, or signed by another', async () => {
  const stranger = await startIdams({
    port: 0,
    host: '127.0.0.1',
    realm: REALM,
    replyUris: ['http://localhost:1/'],
    clock,
    people: [],
  });
  await stranger.close();
  const answerTo = async (other: Partial<IdamsOptions>) => {
    const { fields, browserKey } = await answered();
    return open(other).complete(fields, browserKey);
  };
  await assert.rejects(answerTo({ realm: 'https://other.example/' }), reason('audience-wrong'));
  await assert.rejects(answerTo({ issuer: 'https://other.example/' }), reason('issuer-wrong'));
  await assert.rejects(answerTo({ certificates: [stranger.certificate] }), reason('signature-wrong'));
});

test('other claims by setting', async () => {
  idams = open({ claims: { subject: ['http://schemas.portal.com/mail'], roles: ['urn:none'] } });
  const { fields, browserKey } = await answered();
  const { person } = await idams.complete(fields, browserKey);
  assert.equal(person.subject, 'ada@council.example');
  assert.deepEqual(person.roles, []);
});

test('signing out goes to IDAMS and comes back to the page that says so', async () => {
  const response = await fetch(idams.endSessionUrl(), { redirect: 'manual' });
  assert.equal(response.status, 302);
  assert.equal(response.headers.get('location'), `${PUBLIC_URL}/signed-out`);
  assert.deepEqual(idams.origins, [standIn.url]);
});

test('settings that cannot be used', () => {
  const refused = { code: 'setting-invalid' };
  assert.throws(() => open({ endpoint: 'http://idams.example/wsfed' }), refused);
  assert.throws(() => open({ endpoint: 'nonsense' }), refused);
  assert.throws(() => open({ realm: ' ' }), refused);
  assert.throws(() => open({ issuer: '' }), refused);
  assert.throws(() => open({ certificates: [] }), refused);
  assert.throws(() => open({ certificates: ['not a certificate'] }), refused);
  assert.throws(() => open({ certificates: [standIn.certificate + standIn.certificate] }), refused);
});
