import assert from 'node:assert/strict';
import { request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { buildGrant, buildRegister, buildSchool, buildTrust, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { openTestApp } from '../app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from '../browser.fixture.ts';
import { assertHelps, watchAudit } from './attacks.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const [OURS, THEIRS] = [900001, 900002];
/** In the names and UPNs of the other school's pupils. Its own name is public. */
const CANARY = /Zephyrine/;
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer });
after(() => app.close());
const audit = watchAudit(logins.owner);

for (const [urn, word] of [
  [OURS, 'Ours'],
  [THEIRS, 'Zephyrine'],
] as const) {
  await buildSchool(logins.owner, { urn, name: urn === OURS ? 'School of Ours' : 'School of others' });
  await buildRegister(logins.owner, urn, [
    { id: 1, forename: `${word}a`, surname: `${word}b`, upn: `${word}c`, weeks: { '2026-11-16': FULL_WEEK } },
    {
      id: urn === OURS ? 2 : 55,
      forename: `${word}d`,
      surname: `${word}e`,
      weeks: { '2026-11-16': marksOf('II', 'GG') },
    },
  ]);
}
await buildTrust(logins.owner, { uid: '2044', academies: [{ urn: THEIRS }] });
await buildGrant(logins.owner, `school:${OURS}`);

const head = { name: 'School of Ours', urn: String(OURS), category: { id: '001' } };
const browser = await signInAs(app, issuer, PUBLIC_URL, head);
const _csrf = await tokenOf(browser);
const cookie = `rollcall=${browser.cookies.get('rollcall')}`;
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;

const ofSchools = app.guardedRoutes.filter(({ url, method }) => url.includes(':urn') && method !== 'HEAD');
const addressOf = (url: string, urn: number | string, pupil: number | string = 1) =>
  url
    .replace(':urn', String(urn))
    .replace(':pupilId', String(pupil))
    .replace(/:[a-zA-Z]+/g, '1');
const send = (method: string, url: string, fields: Record<string, string> = {}): ReturnType<TestBrowser['get']> =>
  method === 'POST'
    ? browser.post(url, { _csrf, ...fields })
    : browser.get(Object.keys(fields).length === 0 ? url : `${url}?${new URLSearchParams(fields)}`);

/** Nothing of the other school is in the answer, nor is it a fault. */
function assertNothingOfTheirs(answer: { statusCode: number; body: string; headers: object }, what: string): void {
  assert.doesNotMatch(answer.body + JSON.stringify(answer.headers), CANARY, what);
  assert.ok(answer.statusCode < 500, `${what}: ${answer.statusCode}`);
}

for (const { method, url } of ofSchools) {
  test(`another school’s number in the path of ${method} ${url} is refused, and on the audit`, async () => {
    await audit();
    const answer = await send(method, addressOf(url, THEIRS), { purpose: 'support' });
    assertHelps(answer, 403, /can see the attendance of School of Ours only/);
    assertNothingOfTheirs(answer, url);
    assert.deepEqual(
      (await audit()).map((event) => [event.what, event.outcome, event.person, event.school, event.route]),
      [['refusal', 'refused', 'dfe-sign-in:A1B2', THEIRS, `${method} ${url}`]],
    );
  });

  test(`another school’s ids in the query and the form of ${method} ${url} change nothing`, async () => {
    const plain = await send(method, addressOf(url, OURS), { purpose: 'support' });
    const fields = [
      'urn',
      'school',
      'school_urn',
      'schoolUrn',
      'scope',
      'urns',
      'id',
      'organisation',
      'pupil',
      'pupilId',
    ];
    for (const value of [String(THEIRS), `school:${THEIRS}`, `${OURS},${THEIRS}`, '55', '*'])
      for (const names of value === '55' ? [fields, ...fields.map((field) => [field])] : [fields]) {
        const given = Object.fromEntries(names.map((name) => [name, value]));
        const answer = await send(method, addressOf(url, OURS), { ...given, purpose: 'support' });
        assertNothingOfTheirs(answer, `${names} = ${value}`);
        assert.equal(answer.statusCode, plain.statusCode, `${names} = ${value}`);
      }
  });

  test(`a filter, a sort and a page of ${method} ${url} reach no other school`, async () => {
    const values = [
      String(THEIRS),
      `school_urn = ${THEIRS}`,
      `1 OR school_urn=${THEIRS}`,
      `name' OR '1'='1`,
      `${THEIRS}--`,
      '__proto__',
      '1e9',
      '-1',
      '0x1',
      '٣',
      '\u0000',
      '%',
    ];
    for (const value of values) {
      const given = Object.fromEntries(
        [
          'sort',
          'order',
          'page',
          'year',
          'absence',
          'roll',
          'population',
          'from',
          'to',
          'what',
          'person',
          'search',
          'name',
        ].map((name) => [name, value]),
      );
      assertNothingOfTheirs(await send(method, addressOf(url, OURS), { ...given, purpose: 'support' }), value);
    }
  });
}

test('a download carries the own school, whatever urn stands in its fields', async () => {
  const path = `/schools/${OURS}/pupils/download`;
  for (const fields of [
    { urn: String(THEIRS) },
    { school: String(THEIRS), urn: `${THEIRS}` },
    { organisation: `school:${THEIRS}` },
  ]) {
    const answer = await send('POST', `${path}?urn=${THEIRS}`, { ...fields, purpose: 'support' });
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['content-disposition']), /pupils-900001-/);
    assert.match(answer.body, /Oursa/);
    assertNothingOfTheirs(answer, JSON.stringify(fields));
  }
});

test('a download of another school’s pupils is refused before a byte of it', async () => {
  await audit();
  const answer = await send('POST', `/schools/${THEIRS}/pupils/download`, { urn: String(OURS), purpose: 'support' });
  assertHelps(answer, 403, /School of Ours only/);
  assertNothingOfTheirs(answer, 'download');
  assert.deepEqual(
    (await audit()).map(({ what, outcome, school }) => [what, outcome, school]),
    [['refusal', 'refused', THEIRS]],
  );
});

test('a search finds nobody of another school', async () => {
  for (const name of ['Zephyr', 'zephyr', '%', "' OR ''='", '*'])
    for (const path of [`/schools/${OURS}/pupils`, `/schools/${OURS}/pupils/download`]) {
      const found = await send('POST', `/schools/${OURS}/pupils/search`, { name, urn: String(THEIRS) });
      assert.equal(found.statusCode, 303);
      assert.ok(String(found.headers.location).startsWith(`/schools/${OURS}/pupils`));
      assert.doesNotMatch((await send('GET', `${path}?search=on`)).body, CANARY);
    }
});

test('a pupil’s number of another school is not found, and that it was asked for is on the audit', async () => {
  await audit();
  assertHelps(await send('GET', `/schools/${OURS}/pupils/55`), 404, /Page not found/);
  assert.deepEqual(
    (await audit()).map((event) => [event.what, event.outcome, event.school, event.why]),
    [['refusal', 'refused', OURS, 'not found']],
  );
});

test('switching to an organisation that is not the person’s is refused, and on the audit', async () => {
  for (const organisation of [
    `school:${THEIRS}`,
    'trust:2044',
    'operator',
    '',
    'null',
    `school:${OURS} `,
    `SCHOOL:${OURS}`,
    '__proto__',
    'constructor',
    '0',
  ]) {
    await audit();
    assertHelps(await send('POST', '/organisations/switch', { organisation }), 404, /Page not found/);
    assert.deepEqual(
      (await audit()).map((event) => [event.what, event.outcome, event.why]),
      [['organisation-switched', 'refused', 'not an organisation of this person']],
      organisation,
    );
  }
  assertHelps(await send('GET', `/schools/${THEIRS}`), 403, /School of Ours only/);
  assert.equal((await send('GET', `/schools/${OURS}`)).statusCode, 200);
});

/** As it is written, without a client that tidies the address first. */
function askRaw(method: string, path: string, headers: Record<string, string> = {}, body = '') {
  return new Promise<{ statusCode: number; body: string; headers: object }>((resolve, reject) => {
    const sent = ask(
      { port, host: '127.0.0.1', agent: false, method, path, headers: { host: 'localhost:3999', cookie, ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            statusCode: answer.statusCode ?? 0,
            body: Buffer.concat(parts).toString('utf8'),
            headers: answer.headers,
          }),
        );
      },
    );
    // What is no request at all is cut off before the application hears of it.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      /^(ECONNRESET|HPE_)/.test(error.code ?? '') ? resolve({ statusCode: 400, body: '', headers: {} }) : reject(error),
    );
    sent.end(body);
  });
}

test('a parameter that is sent twice is not taken from one place and checked at another', async () => {
  for (const query of [
    `urn=${OURS}&urn=${THEIRS}`,
    `urn=${THEIRS}&urn=${OURS}`,
    `urn[]=${THEIRS}`,
    `urn[0]=${THEIRS}`,
    `urn.0=${THEIRS}`,
    `pupilId=1&pupilId=55`,
    'page=1&page=2&sort=name&sort=missed&year=7&year=8&search=on&search=on',
  ])
    for (const { method, url } of ofSchools) {
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL };
      const answer = await (method === 'POST'
        ? askRaw(
            'POST',
            `${addressOf(url, OURS)}?${query}`,
            form,
            `_csrf=${_csrf}&purpose=support&purpose=trends&${query}`,
          )
        : askRaw('GET', `${addressOf(url, OURS)}?${query}`));
      assertNothingOfTheirs(answer, `${method} ${url} ${query}`);
    }
});

const PATHS = [
  `/schools/${OURS}%2f..%2f${THEIRS}`,
  `/schools/${OURS}%2F..%2F${THEIRS}/pupils`,
  `/schools/${OURS}/../${THEIRS}`,
  `/schools/${OURS}/../${THEIRS}/pupils/1`,
  `/schools/./${THEIRS}`,
  `/./schools/${THEIRS}`,
  `//schools/${THEIRS}`,
  `/schools//${THEIRS}`,
  `/schools/${THEIRS}/`,
  `/schools/${THEIRS}//`,
  `/schools/${THEIRS}/.`,
  `/schools/${THEIRS}.`,
  `/schools/${THEIRS};x=1`,
  `/schools/${OURS};urn=${THEIRS}`,
  `/schools;/${THEIRS}`,
  `/schools/%39%30%30%30%30%32`,
  `/schools/%2539%2530%2530%2530%2530%2532`,
  `/schools/0${THEIRS}`,
  `/schools/+${THEIRS}`,
  `/schools/%20${THEIRS}`,
  `/schools/${THEIRS}%20`,
  `/schools/${THEIRS}%00`,
  `/schools/${THEIRS}%0a`,
  `/schools/${THEIRS}.0`,
  '/schools/9.00002e5',
  '/schools/0xdbba2',
  '/schools/٩٠٠٠٠٢',
  encodeURI('/schools/٩٠٠٠٠٢'),
  `/schools/${OURS},${THEIRS}`,
  `/schools/${OURS}%2c${THEIRS}`,
  `/schools/${OURS}&urn=${THEIRS}`,
  `/schools/${OURS}/pupils/55`,
  `/schools/${OURS}/pupils/..%2f..%2f${THEIRS}%2fpupils%2f1`,
  `/SCHOOLS/${THEIRS}`,
  `/Schools/${THEIRS}/Pupils`,
  `/schools/${THEIRS}#/schools/${OURS}`,
  `/schools/${THEIRS}?/schools/${OURS}`,
  `\\schools\\${THEIRS}`,
  `/schools\\${THEIRS}`,
  `http://localhost:3999/schools/${THEIRS}`,
  `http://evil.example/schools/${THEIRS}`,
  `/schools/%c0%af${THEIRS}`,
  '/schools/%',
  '/schools/%zz',
  `/schools/${'9'.repeat(5000)}`,
  '/schools/__proto__',
  '/schools/:urn',
];
test('no way to write a path reaches another school', async () => {
  for (const path of PATHS.filter((each) => /^[\x20-\x7e]*$/.test(each)))
    for (const method of ['GET', 'HEAD', 'POST']) {
      const answer = await askRaw(method, path);
      assertNothingOfTheirs(answer, `${method} ${path}`);
      // A request in the form for proxies comes without a session: it is nobody's.
      const nobodys =
        path.startsWith('http') && String((answer.headers as { location?: string }).location).startsWith('/sign-in');
      assert.ok(
        nobodys || [400, 403, 404, 414, 431].includes(answer.statusCode),
        `${method} ${path}: ${answer.statusCode}`,
      );
    }
});

test('no header says by which method, or at which address, a request is to be taken', async () => {
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override'])
    for (const method of ['POST', 'DELETE', 'PUT']) {
      const answer = await askRaw('GET', `/schools/${OURS}/pupils/download?_method=${method}&purpose=support`, {
        [name]: method,
      });
      assert.match(String((answer.headers as Record<string, unknown>)['content-type']), /^text\/html/);
      assertHelps({ ...answer, headers: { 'content-type': 'text/html' } }, 200, /What is the file for/);
    }
  for (const name of ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-uri', 'x-forwarded-path'])
    assertNothingOfTheirs(await askRaw('GET', `/schools/${OURS}`, { [name]: `/schools/${THEIRS}` }), name);
});

test('other methods are not there', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'])
    for (const urn of [OURS, THEIRS]) {
      const answer = await askRaw(method, `/schools/${urn}/pupils/1`);
      assert.ok([400, 404, 405].includes(answer.statusCode), `${method}: ${answer.statusCode}`);
      assertNothingOfTheirs(answer, method);
      assert.doesNotMatch(answer.body, /Oursa/);
    }
});

test('HEAD asks the same predicate as GET, gives no byte of a page, and is on the audit like it', async () => {
  for (const { url } of ofSchools.filter(({ method }) => method === 'GET')) {
    await audit();
    const theirs = await askRaw('HEAD', addressOf(url, THEIRS));
    assert.deepEqual([theirs.statusCode, theirs.body], [403, ''], url);
    assert.equal((await audit())[0]?.outcome, 'refused');
    const ours = await askRaw('HEAD', addressOf(url, OURS));
    // The operator's pages about a school are not the school's own; a page may have no table to give as a file.
    const given = url.endsWith('/download') ? [200, 404] : [200];
    const allowed = url.startsWith('/operator/') ? [403] : given;
    assert.ok(allowed.includes(ours.statusCode) && ours.body === '', `${url}: ${ours.statusCode}`);
    const looks = (await audit()).map(({ what }) => what);
    await askRaw('GET', addressOf(url, OURS));
    assert.deepEqual(
      (await audit()).map(({ what }) => what),
      looks,
      url,
    );
  }
  const nobody = await askRaw('HEAD', `/schools/${OURS}`, { cookie: '' });
  assert.equal(nobody.statusCode, 302);
});
