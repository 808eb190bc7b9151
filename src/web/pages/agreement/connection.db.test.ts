import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { giveRights, send } from '../../../../test/agreement-forms.ts';
import { buildAgreement, buildSchool } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { openCredentials } from '../../../agreement/seal-credentials.ts';
import { createLog } from '../../../log.ts';
import { openTestApp } from '../../app.fixture.ts';
import { signInAs } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const KEY = Buffer.alloc(32, 9);
/** In every credential that is entered here. */
const CANARY = /quillcanary/i;
const DIRECT = {
  mis: 'SIMS',
  kind: 'direct',
  address: 'https://mis.school.example/api',
  user: 'quillcanary-user',
  secret: 'quillcanary <secret> & key',
};

const logins = await testDatabase({ after });
const { owner } = logins;
const issuer = await startIssuer();
after(() => issuer.close());
const lines: string[] = [];
const open = (credentialKeys: readonly Buffer[]) =>
  openTestApp({
    logins,
    issuer,
    options: {
      agreements: { keepDays: 30, credentialKeys },
      log: createLog('trace', { write: (line: string) => void lines.push(line) }),
    },
  });
const app = await open([KEY]);
const keyless = await open([]);
after(() => app.close());
after(() => keyless.close());

await buildSchool(owner, { urn: 900001, name: 'Heron' });
await giveRights(logins, 900001, 'A1B2');
const heron = { name: 'Heron', urn: '900001', category: { id: '001' } };
const signIn = (to = app) => signInAs(to, issuer, PUBLIC_URL, heron);
const connections = () => owner.selectFrom('connection').selectAll().execute();

beforeEach(async () => {
  await owner.deleteFrom('connection').execute();
  await owner.deleteFrom('agreement_event').execute();
  await buildAgreement(owner, 900001, 'agreed');
  await owner.updateTable('agreement').set({ events: 0 }).execute();
});

test('credentials are sealed, and are in no answer, log, audit, session or mail', async () => {
  const head = await signIn();
  const answers = [await send(head, '/agreement/connection', DIRECT)];
  assert.equal(answers[0]?.headers.location, '/agreement');
  for (const path of [
    '/agreement',
    '/agreement/connection',
    '/agreement/confirmation',
    '/',
    '/schools/900001/who-has-looked',
  ])
    answers.push(await head.get(path));
  for (const wrong of [
    { ...DIRECT, address: 'http://mis.example' },
    { ...DIRECT, mis: '' },
    { ...DIRECT, address: '' },
  ]) {
    const refused = await send(head, '/agreement/connection', wrong);
    assert.equal(refused.statusCode, 400);
    answers.push(refused);
  }
  for (const { body, headers } of answers) assert.doesNotMatch(`${body} ${JSON.stringify(headers)}`, CANARY);
  assert.match(answers[2]!.body, /Credentials were entered on Monday 23 November 2026 by Ada Lark/);
  assert.match(answers[2]!.body, /id="secret"[^>]*type="password"[^>]*autocomplete="off"/);
  const kept = await connections();
  assert.deepEqual(openCredentials([KEY], 900001, kept[0]!.sealed!), { user: DIRECT.user, secret: DIRECT.secret });
  assert.ok(lines.length > 5);
  assert.doesNotMatch(lines.join('\n'), CANARY);
  for (const table of ['audit_event', 'web_session', 'mail', 'agreement_event', 'agreement', 'connection'] as const)
    assert.doesNotMatch(JSON.stringify(await owner.selectFrom(table).selectAll().execute()), CANARY, table);
  const events = await owner.selectFrom('audit_event').selectAll().where('what', '=', 'connection-changed').execute();
  assert.deepEqual(
    events.map(({ detail }) => JSON.parse(detail)),
    [{ connection: 'direct', mis: 'SIMS' }],
  );
});

test('an address with a password, a query or another scheme is refused, and not shown again', async () => {
  const head = await signIn();
  for (const address of [
    'https://quillcanary:pass@mis.example/',
    'https://mis.example/?key=quillcanary',
    'https://mis.example/#quillcanary',
    'javascript:quillcanary',
    'quillcanary',
    `https://mis.example/${'quillcanary'.repeat(40)}`,
  ]) {
    const refused = await send(head, '/agreement/connection', { ...DIRECT, address });
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /Enter a web address that begins with https:\/\//);
    assert.doesNotMatch(refused.body, CANARY);
  }
  assert.deepEqual(await connections(), []);
});

test('an empty field keeps nothing of what was entered before: all of it is entered again', async () => {
  const head = await signIn();
  await send(head, '/agreement/connection', DIRECT);
  const [before] = await connections();
  const refused = await send(head, '/agreement/connection', { ...DIRECT, user: '', secret: '' });
  assert.match(refused.body, /Enter the user name[\s\S]*Enter the password or key/);
  assert.deepEqual(await connections(), [before]);
  await send(head, '/agreement/connection', { ...DIRECT, secret: 'another quillcanary' });
  const [after] = await connections();
  assert.equal(openCredentials([KEY], 900001, after!.sealed!).secret, 'another quillcanary');
  await send(head, '/agreement/connection', { mis: 'SIMS', kind: 'wonde', user: 'quillcanary', secret: 'quillcanary' });
  assert.deepEqual(
    (await connections()).map(({ kind, sealed, address }) => [kind, sealed, address]),
    [['wonde', null, null]],
  );
});

test('without a key nothing is kept, and it is said who must set it; through Wonde none is needed', async () => {
  const head = await signIn(keyless);
  assert.match((await head.get('/agreement/connection')).body, /have not set the key/);
  const refused = await send(head, '/agreement/connection', DIRECT);
  assert.equal(refused.statusCode, 503);
  assert.match(refused.body, /ROLLCALL_CREDENTIALS_KEY[\s\S]*What you entered was not kept/);
  assert.doesNotMatch(refused.body, CANARY);
  assert.deepEqual(await connections(), []);
  assert.equal((await send(head, '/agreement/connection', { mis: 'SIMS', kind: 'wonde' })).statusCode, 303);
});

test('a school that does not share has nothing to connect', async () => {
  await buildAgreement(owner, 900001, 'invited');
  const head = await signIn();
  assert.equal((await head.get('/agreement/connection')).headers.location, '/agreement');
  assert.equal((await send(head, '/agreement/connection', DIRECT)).headers.location, '/agreement');
  assert.match((await head.get('/agreement')).body, /Your school does not share, so nothing was kept/);
  assert.deepEqual(await connections(), []);
});

test('stopping forgets the credentials at once', async () => {
  const head = await signIn();
  await send(head, '/agreement/connection', DIRECT);
  await send(head, '/agreement/withdraw');
  assert.deepEqual(await connections(), []);
});
