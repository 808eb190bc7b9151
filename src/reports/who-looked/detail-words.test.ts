import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailInWords } from './detail-words.ts';

const facts = { roleName: 'Attendance viewer', organisations: new Map([['trust:2044', 'Test Trust']]) };
const words = (name: string, value: string) => {
  const said = detailInWords(name, value, facts);
  return `${said.name}: ${said.value}`;
};

test('names and values of the program are put into words', () => {
  assert.equal(
    words('standing', 'kind-not-eligible'),
    'May see: nothing, since this kind of organisation is given no data',
  );
  assert.equal(words('standing', 'sees-schools'), 'May see: schools');
  assert.equal(words('door', 'dfe-sign-in'), 'Signed in with: DfE Sign-in');
  assert.equal(words('why', 'no-role'), 'Why: they do not hold the role');
  assert.equal(words('why', 'wctx-expired'), 'Why: the sign-in was begun too long ago');
  assert.equal(words('why', 'not found'), 'Why: not found');
  assert.equal(words('rights', 'view, sensitive'), 'Rights: Attendance viewer, See sensitive items');
  assert.equal(words('rows', '1210'), 'Rows: 1,210');
  assert.equal(words('by', 'wonde'), 'By way of: Wonde');
  assert.equal(words('by', 'source-portal'), 'By way of: Wonde’s school portal');
  assert.equal(words('kind', 'revoked-at-source'), 'What changed it: stopped at Wonde');
  assert.equal(words('connection', 'direct'), 'How the MIS is reached: directly');
});

test('what changed may be a state, a duty or an organisation', () => {
  assert.equal(words('now', 'revoked'), 'Now: The school has stopped sharing');
  assert.equal(words('before', 'approver'), 'Before: decides who gets rights');
  assert.equal(words('before', 'trust:2044'), 'Before: Test Trust');
  assert.equal(words('in', 'trust:9999'), 'In: trust:9999');
});

test('keys, numbers of requests and routes are for whoever looks into a fault', () => {
  const technical = ['route', 'request', 'to', 'of', 'page', 'toName'].filter(
    (name) => detailInWords(name, 'x', facts).technical,
  );
  assert.deepEqual(technical, ['route', 'request', 'to', 'of']);
});

test('a name or a value that is not known stays as it is, also one that every object has', () => {
  assert.equal(words('shoe-size', '42'), 'shoe-size: 42');
  assert.equal(words('constructor', 'toString'), 'constructor: toString');
  assert.equal(words('door', 'toString'), 'Signed in with: toString');
});
