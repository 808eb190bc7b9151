import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { parseWebhook } from '../collection/sources/wonde/parse-webhook.ts';
import { openTestApp } from './app.fixture.ts';

const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({
  logins,
  issuer,
  options: { readHint: (body) => parseWebhook(body)?.schoolId ?? null },
});
after(() => app.close());
beforeEach(async () => void (await logins.owner.deleteFrom('source_hint').execute()));

const APPROVED = {
  payload_type: 'schoolApproved',
  school_id: 'A1930499544',
  school_name: 'Canary name of a school',
  school_token: 'canary-token-of-a-school',
  school_urn: '900001',
};
const send = (payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/webhooks/wonde',
    headers: { host: 'localhost:3999', 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const hints = () => logins.owner.selectFrom('source_hint').select(['source', 'source_school_id']).execute();

test('a webhook notes which school to ask about, and nothing else of it is kept', async () => {
  const answer = await send(APPROVED);
  assert.deepEqual([answer.statusCode, answer.json()], [202, { received: true }]);
  const rows = await logins.owner.selectFrom('source_hint').selectAll().execute();
  assert.deepEqual(await hints(), [{ source: 'wonde', source_school_id: 'A1930499544' }]);
  assert.doesNotMatch(JSON.stringify(rows), /anary/);
});

test('the answer is the same for a school that nobody knows, and it sets no cookie', async () => {
  const [known, unknown] = [await send(APPROVED), await send({ ...APPROVED, school_id: 'A9999999999' })];
  assert.deepEqual([unknown.statusCode, unknown.body], [known.statusCode, known.body]);
  assert.equal(known.headers['set-cookie'], undefined);
});

test('a forged webhook changes no agreement', async () => {
  await send({ ...APPROVED, payload_type: 'accessRevoked' });
  assert.deepEqual(await logins.owner.selectFrom('agreement').selectAll().execute(), []);
});

for (const [what, payload, headers, status] of [
  ['no JSON', '{"payload_type": "schoolApp', {}, 400],
  ['a list', [APPROVED], {}, 400],
  ['nothing', '', {}, 400],
  ['another kind', { ...APPROVED, payload_type: 'writeback' }, {}, 400],
  ['no school', { payload_type: 'schoolApproved' }, {}, 400],
  ['an id that could lead elsewhere', { ...APPROVED, school_id: '../meta/schools/A1' }, {}, 400],
  ['a form', 'payload_type=schoolApproved&school_id=A1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['too much', { ...APPROVED, school_name: 'x'.repeat(20_000) }, {}, 413],
] as const)
  test(`a webhook with ${what} is refused, and notes nothing`, async () => {
    const answer = await send(payload, headers);
    assert.equal(answer.statusCode, status, answer.body.slice(0, 300));
    assert.deepEqual(await hints(), []);
  });

test('a flood from one address is stopped', async () => {
  const answers = await Promise.all(Array.from({ length: 130 }, () => send(APPROVED)));
  assert.ok(answers.some(({ statusCode }) => statusCode === 429));
  assert.ok((await hints()).length <= 120);
});
