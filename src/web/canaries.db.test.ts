import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import {
  buildGrant,
  buildIssue,
  buildMarkChange,
  buildRegister,
  buildRun,
  buildSchool,
  FULL_WEEK,
} from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { anyone } from '../access/viewer.ts';
import { createLog } from '../log.ts';
import { makeSigner } from '../sandbox/sign-in/idams/make-signer.ts';
import { signAssertion } from '../sandbox/sign-in/idams/sign-assertion.ts';
import { writeAssertion } from '../sandbox/sign-in/idams/write-assertion.ts';
import { writeResponse } from '../sandbox/sign-in/idams/write-response.ts';
import { writeMember } from '../store/members.ts';
import { openTestApp } from './app.fixture.ts';
import { createBrowser, type TestBrowser, tokenOf, visitIssuer } from './browser.fixture.ts';
import type { Page } from './page.ts';

const PUBLIC_URL = 'http://localhost:3999';
const SECRET = 'the secret of the canaries, which is long enough';
/** In every pupil's name and UPN, and in the places of what was wrong with their data. */
const CANARY = /zephyrin|quillfeather|(?:90,){2}|U9000[0-9]{2}C/i;
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const now = new Date('2026-11-23T17:00:00Z');
const signer = await makeSigner();
const idams = {
  endpoint: 'https://idams.example/wsfed',
  realm: 'https://rollcall.example/',
  issuer: 'https://idams.example/trust',
  certificates: [signer.certificate],
};

for (const urn of [900001, 900002]) {
  await buildSchool(logins.owner, { urn, name: `School ${urn}` });
  await buildRegister(logins.owner, urn, [
    { id: 1, forename: 'Zephyrine', surname: 'Quillfeather', upn: 'U900001C', weeks: { '2026-11-16': FULL_WEEK } },
    { id: 2, forename: 'Zephyrinus', surname: "O'Quillfeather", upn: 'U900002C', weeks: { '2026-11-16': FULL_WEEK } },
  ]);
  await buildRun(logins.owner, urn);
  await buildMarkChange(logins.owner, urn, {
    pupil: 1,
    week: '2026-11-16',
    session: 0,
    was: 'N',
    seenAt: '2026-11-17T16:30:00Z',
  });
  await buildIssue(logins.owner, urn, {
    code: 'code-unknown',
    place: 'Zephyrine 5',
    detail: { code: '5' },
    pupilId: 1,
  });
}
await buildGrant(logins.owner, 'school:900001', 'dfe-sign-in:HEAD');
await buildGrant(logins.owner, 'school:900001', 'dfe-sign-in:HEAD', 'sensitive');
await buildGrant(logins.owner, 'school:900002', 'dfe-sign-in:FOREIGN');
const added = { addedAt: new Date('2026-08-01T08:00:00Z'), addedBy: 'tests', person: null, name: null };
const members = [
  ['school:900001', 'head@school.example', 'approver'],
  ['operator', 'staff@operator.example', 'operator'],
  ['operator', 'analyst@operator.example', 'analyst'],
] as const;
for (const [organisation, email, duty] of members)
  await writeMember(logins.owner, { ...added, organisation, email, duty });

const fault = (name: string, handle: Page['handle']): Page => ({ name, path: `/fault/${name}`, may: anyone, handle });
const boom = () => new Error('no row for Zephyrine Quillfeather', { cause: new TypeError('Zephyrine is not valid') });
/** Pages that fail in every way in which a page can, with a pupil's name in their hands. */
const FAULTS: readonly Page[] = [
  fault('postgres', async ({ database }) => {
    await sql`SELECT ${'Zephyrine'}::text::integer`.execute(database);
    return { redirect: '/' };
  }),
  fault('postgres-key', async () => {
    await sql`INSERT INTO pupil_identity VALUES (900001, 1, 'Zephyrine', 'Quillfeather', 'U900001C')`.execute(
      logins.owner,
    );
    return { redirect: '/' };
  }),
  fault('thrown', async () => {
    throw boom();
  }),
  fault('thrown-status', async () => {
    throw Object.assign(boom(), { statusCode: 418, code: 'Zephyrine', headers: { 'x-pupil': 'Zephyrine' } });
  }),
  fault('thrown-text', async () => {
    throw 'Zephyrine';
  }),
  fault('json', async () => JSON.parse('Zephyrine Quillfeather') as never),
  fault('template', async () => ({
    template: 'pages/error/page.njk',
    model: {
      title: 'x',
      get heading() {
        throw boom();
      },
    },
  })),
  fault('template-missing', async () => ({ template: 'pages/zephyrine.njk', model: { title: 'Zephyrine' } })),
  fault('title', async () => ({
    template: 'pages/error/page.njk',
    model: {
      get title() {
        throw boom();
      },
    },
  })),
  fault('file', async () => ({
    file: (async function* () {
      yield 'Forename\r\nZephyrine\r\n';
      throw boom();
    })(),
    fileName: 'file.csv',
    detail: {},
  })),
  fault('redirect', async () => ({ redirect: '/\r\nx: y' })),
  fault('lost', async ({ database }) => {
    await database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(transaction);
      await sql`SELECT pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(logins.owner);
      await sql`SELECT ${'Zephyrine'}`.execute(transaction);
    });
    return { redirect: '/' };
  }),
];

type Answer = Awaited<ReturnType<TestBrowser['get']>>;

/** What an application said, and every secret that went through it. */
interface Heard {
  readonly lines: string[];
  readonly secrets: Set<string>;
  readonly answers: { readonly what: string; readonly answer: Answer; readonly names: boolean }[];
}

const SECRET_FIELDS = ['code', 'state', 'nonce', 'code_challenge', 'id_token_hint', 'wctx'];

function hear(heard: Heard, what: string, answer: Answer, names: boolean): Answer {
  heard.answers.push({ what, answer, names });
  for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
    const value = /^[^=]+=([^;]*)/.exec(line)?.[1] ?? '';
    heard.secrets.add(value).add(decodeURIComponent(value)).add(decodeURIComponent(value).split('.')[0]!);
  }
  for (const [, token] of answer.body.matchAll(/name="_csrf" value="([^"]+)"/g)) heard.secrets.add(token!);
  const location = String(answer.headers.location ?? '');
  if (URL.canParse(location, PUBLIC_URL))
    for (const name of SECRET_FIELDS) heard.secrets.add(new URL(location, PUBLIC_URL).searchParams.get(name) ?? '');
  return answer;
}

async function open(level: string): Promise<{ app: FastifyInstance; heard: Heard }> {
  const heard: Heard = { lines: [], secrets: new Set([SECRET, issuer.clientSecret, 'an access token']), answers: [] };
  const app = await openTestApp({
    logins,
    issuer,
    idams,
    clock: { now: () => now },
    doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
    pages: FAULTS,
    options: { secret: SECRET, log: createLog(level, { write: (line) => void heard.lines.push(line) }) },
  });
  after(() => app.close());
  return { app, heard };
}

/** A browser whose every answer is heard. @param names whether what it asks for has a name in its own address */
function listen(app: FastifyInstance, heard: Heard): TestBrowser & { readonly hears: true } {
  const browser = createBrowser(app, PUBLIC_URL);
  return {
    hears: true,
    cookies: browser.cookies,
    get: async (url, headers) => hear(heard, `GET ${url}`, await browser.get(url, headers), CANARY.test(url)),
    post: async (url, form, headers) =>
      hear(heard, `POST ${url}`, await browser.post(url, form, headers), CANARY.test(url)),
  };
}

const SCHOOL = (urn: number) => ({ name: `School ${urn}`, urn: String(urn), category: { id: '001' } });
const PEOPLE = {
  'a head with the role': { sub: 'HEAD', email: 'head@school.example', organisation: SCHOOL(900001) },
  'a foreign head': { sub: 'FOREIGN', email: 'foreign@school.example', organisation: SCHOOL(900002) },
  'an inspector': {
    sub: 'OTHER',
    email: 'other@school.example',
    organisation: { name: 'An inspectorate', category: { id: '051' } },
  },
  'an operator': { sub: 'STAFF', email: 'staff@operator.example', door: 'oidc' },
  'an analyst': { sub: 'ANALYST', email: 'analyst@operator.example', door: 'oidc' },
} as const;

async function signIn(app: FastifyInstance, heard: Heard, who: keyof typeof PEOPLE) {
  const { sub, email, ...more } = PEOPLE[who];
  const organisation = 'organisation' in more ? more.organisation : null;
  issuer.person = { sub, userInfo: { name: 'Ada Lark', email, organisation }, idToken: {} };
  const browser = listen(app, heard);
  const going = await browser.get(`/sign-in/${'door' in more ? more.door : 'dfe-sign-in'}`);
  const callback = await visitIssuer(going.headers.location);
  heard.secrets.add(new URLSearchParams(callback.split('?')[1]).get('code')!);
  assert.equal((await browser.get(callback)).statusCode, 303, who);
  return browser;
}

/** All routes there are, with the first school's ids. Signing out comes last: it ends the visit. */
async function visitAll(app: FastifyInstance, browser: TestBrowser, _csrf: string): Promise<void> {
  const routes = app.guardedRoutes.filter(
    ({ url, method }) => method !== 'HEAD' && !/^\/(sign-|assets|fault)/.test(url),
  );
  assert.ok(routes.length > 30);
  const fields = {
    purpose: 'support',
    organisation: 'school:900001',
    right: 'view',
    reason: 'A reason.',
    email: 'x@school.example',
  };
  for (const { method, url } of routes) {
    const path = url.replace(':urn', '900001').replace(/:[a-zA-Z]+/g, '1');
    if (method === 'GET') await browser.get(path);
    else await browser.post(path, { _csrf, ...fields });
  }
  await browser.post('/sign-out', { _csrf });
}

/** Every fault has a page in plain words, but the file of which a part was sent already. */
async function visitFaults(browser: TestBrowser): Promise<void> {
  for (const { path } of FAULTS)
    if (path === '/fault/file') await assert.rejects(browser.get(path), { code: 'LIGHT_ECONNRESET' });
    else assert.match((await browser.get(path)).body, /<h1[^>]*>(Sorry|This could not be understood)/, path);
}

/** Names where people, or those who lead them here, may put them. */
async function searchAndStray(browser: TestBrowser, _csrf: string): Promise<void> {
  const pupils = '/schools/900001/pupils';
  await browser.post(`${pupils}/search`, { _csrf, name: 'Zephyrine', year: '7' });
  await browser.get(`${pupils}?search=on&year=7&sort=missed`);
  await browser.get(`${pupils}/download?search=on`);
  await browser.post(`${pupils}/download`, { _csrf, search: 'on', purpose: 'follow-up' });
  await browser.post(`${pupils}/download`, { _csrf, search: 'on', purpose: 'Zephyrine' });
  await browser.post(`${pupils}/search`, { _csrf: 'Zephyrine', name: 'Zephyrine' });
  await browser.post('/organisations/switch', { _csrf, organisation: 'Zephyrine' });
  for (const path of [
    `${pupils}?name=Zephyrine&sort=Zephyrine`,
    '/schools/Zephyrine',
    `${pupils}/Zephyrine`,
    '/Zephyrine/%',
    '/Zephyrine',
    '/session?to=/Zephyrine',
    '/sign-in/dfe-sign-in/callback?error=Zephyrine&error_description=Zephyrine',
  ])
    await browser.get(path, {
      referer: `${PUBLIC_URL}/Zephyrine`,
      'user-agent': 'Zephyrine',
      'x-request-id': 'Zephyrine',
    });
}

async function comeByIdams(app: FastifyInstance, heard: Heard): Promise<void> {
  const browser = listen(app, heard);
  const going = await browser.get('/sign-in/idams');
  const wctx = new URL(String(going.headers.location)).searchParams.get('wctx')!;
  const facts = {
    id: `_a${heard.lines.length}-${Math.floor(performance.now())}`,
    issuer: idams.issuer,
    realm: idams.realm,
    from: now,
    until: new Date(now.getTime() + 3_600_000),
    claims: { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': ['ada@council.example'] },
  };
  const wresult = writeResponse(signAssertion(writeAssertion(facts), signer), facts);
  heard.secrets.add(wresult).add(/<ds:SignatureValue>([^<]+)/.exec(wresult)![1]!);
  const form = { wa: 'wsignin1.0', wctx };
  await listen(app, heard).post('/sign-in/idams/callback', { ...form, wctx: 'Zephyrine', wresult: '<Zephyrine/>' });
  assert.equal((await browser.post('/sign-in/idams/callback', { ...form, wresult })).statusCode, 303);
  assert.equal((await browser.post('/sign-in/idams/callback', { ...form, wresult })).statusCode, 400);
}

/** Something that is no request, with a cookie in it. */
async function sendNonsense(app: FastifyInstance, heard: Heard): Promise<void> {
  heard.secrets.add('the-cookie-of-nonsense');
  await app.listen({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((done) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket
      .on('close', () => done())
      .on('error', () => {})
      .resume();
    socket.write(
      'GET /Zephyrine HTTP/1.1\r\nCookie: rollcall=the-cookie-of-nonsense\r\nZZZZZephyrine Quillfeather\r\n\r\n',
    );
  });
}

const secretsOf = ({ secrets }: Heard) => [...secrets].filter((secret) => secret.length >= 8);
const findIn = (text: string, secrets: readonly string[]) => secrets.filter((secret) => text.includes(secret));

function assertSilent(text: string, secrets: readonly string[], what: string): void {
  assertNoName(text, what);
  assert.deepEqual(findIn(text, secrets), [], what);
}

function assertNoName(text: string, what: string): void {
  const place = text.search(CANARY);
  assert.equal(place < 0 ? '' : text.slice(Math.max(0, place - 200), place + 100), '', what);
}

/** Addresses that a page leads to: links, what it loads, and forms that are sent by address, with their fields. */
function addressesOf(body: string): string {
  const attributes = [...body.matchAll(/\s(?:href|src|action|formaction|data-[a-z-]+)="([^"]*)"/g)].map(
    ([, value]) => value,
  );
  const forms = [...body.matchAll(/<form\b(?![^>]*method="post")[\s\S]*?<\/form>/g)].map(([form]) => form);
  return [...attributes, ...forms].join('\n');
}

for (const level of ['fatal', 'error', 'warn', 'info', 'debug', 'trace']) {
  test(`at log level ${level}, no pupil’s name and no secret is in a log, an address, an error page, the audit or a mail`, async () => {
    const { app, heard } = await open(level);
    for (const who of Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]) {
      const browser = await signIn(app, heard, who);
      const _csrf = await tokenOf(browser);
      if (who.includes('head')) await searchAndStray(browser, _csrf);
      if (who === 'a head with the role') await visitFaults(browser);
      await visitAll(app, browser, _csrf);
    }
    const nobody = listen(app, heard);
    await visitAll(app, nobody, 'made-up');
    await searchAndStray(nobody, 'made-up');
    issuer.tampering = { claims: { nonce: 'Zephyrine' } };
    await nobody.get(await visitIssuer((await nobody.get('/sign-in/dfe-sign-in')).headers.location));
    issuer.tampering = {};
    await comeByIdams(app, heard);
    await sendNonsense(app, heard);
    checkAnswers(heard);
    const secrets = secretsOf(heard);
    assert.ok(secrets.length > 50);
    assertSilent(heard.lines.join(''), secrets, 'the log');
    assert.ok(level === 'fatal' || heard.lines.length > 5, 'the log was written');
    for (const table of ['audit_event', 'mail']) {
      const { rows } = await sql`SELECT * FROM ${sql.table(table)}`.execute(logins.owner);
      assert.ok(rows.length > 0, table);
      assertSilent(JSON.stringify(rows), secrets, table);
    }
    const sessions = await logins.owner.selectFrom('web_session').select('session_id').execute();
    assertSilent(JSON.stringify(sessions), secrets, 'the ids of sessions');
  });
}

function checkAnswers({ answers, secrets }: Heard): void {
  const seen = answers.filter(({ answer }) => answer.statusCode === 200 && CANARY.test(answer.body));
  assert.ok(seen.length >= 8, 'the head saw the pupils');
  const own = [SECRET, issuer.clientSecret, 'an access token'];
  for (const { what, answer, names } of answers) {
    const { statusCode, body, headers } = answer;
    // An address that somebody made with a name in it is theirs: it is not made worse, and told nowhere else.
    if (!names) assertSilent(String(headers.location ?? ''), own, `Location of ${what}`);
    // A form that is shown again keeps what was searched for, for whoever searched.
    if (statusCode >= 400 && !body.includes('<title>Error: ')) assertSilent(body, own, `error page of ${what}`);
    if (!names) assertNoName(addressesOf(body), `addresses in ${what}`);
    assert.deepEqual(
      findIn(
        addressesOf(body),
        [...secrets].filter((secret) => secret.length >= 20),
      ),
      [],
      what,
    );
    const { location: _location, 'set-cookie': _cookie, ...others } = headers;
    assertNoName(JSON.stringify(others), `headers of ${what}`);
  }
}

test('while the database goes away in the middle of the work, no name is in a log, and every page is in plain words', async () => {
  const { app, heard } = await open('trace');
  const browser = await signIn(app, heard, 'a head with the role');
  const _csrf = await tokenOf(browser);
  for (let round = 0; round < 5; round++) {
    const asked = ['', '/pupils', '/pupils/1', '/data-received', '/pupils/download'].map((path) =>
      browser.get(`/schools/900001${path}`),
    );
    asked.push(browser.post('/schools/900001/pupils/download', { _csrf, purpose: 'support' }));
    await new Promise((done) => setTimeout(done, round * 5));
    await sql`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'rollcall_viewer'`.execute(logins.owner);
    for (const answer of await Promise.all(asked)) {
      assert.ok([200, 500, 503].includes(answer.statusCode), String(answer.statusCode));
      if (answer.statusCode >= 500) assert.match(answer.body, /<h1[^>]*>Sorry/);
    }
  }
  checkNames(heard);
  assert.equal((await browser.get('/schools/900001')).statusCode, 200, 'it comes back by itself');
});

function checkNames(heard: Heard): void {
  assertSilent(heard.lines.join(''), secretsOf(heard), 'the log');
  for (const { what, answer } of heard.answers) if (answer.statusCode >= 400) assertNoName(answer.body, what);
}
