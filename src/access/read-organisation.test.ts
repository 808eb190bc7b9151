import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOrganisation } from './read-organisation.ts';

const heron = { kind: 'school', urn: 900001, name: 'Heron School' };
const ID = '23F20E54-79EA-4146-8E39-18197576F023';

test('a school, with its URN as text, as a number, and as JSON in a string', () => {
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: '900001', category: { id: '001' } }), heron);
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: 900001 }), heron);
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: 900001, category: null }), heron);
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: 900001, category: { id: null, name: null } }), heron);
  assert.deepEqual(
    readOrganisation('{"name":"Heron School","urn":"900001","category":{"id":"001","name":"Establishment"}}'),
    heron,
  );
});

test('the casing of fields does not matter', () => {
  assert.deepEqual(readOrganisation({ Name: ' Heron School ', URN: ' 900001 ', Category: { ID: '001' } }), heron);
});

test('trusts are known by their group UID, multi-academy and single-academy ones', () => {
  const read = (category: unknown, fields: object) => readOrganisation({ name: 'A trust', category, ...fields });
  const trust = { uid: '2044', name: 'A trust' };
  assert.deepEqual(read({ id: '010' }, { uid: '2044' }), { kind: 'multi-academy-trust', ...trust });
  assert.deepEqual(read({ id: '010' }, { uid: null, groupUid: 2044 }), { kind: 'multi-academy-trust', ...trust });
  assert.deepEqual(read({ id: '013' }, { UID: 2044 }), { kind: 'single-academy-trust', ...trust });
  assert.deepEqual(read({ id: '014' }, { uid: '2044' }), { kind: 'single-academy-trust', ...trust });
  assert.deepEqual(read({ id: 10 }, { uid: '2044', urn: '900001' }), { kind: 'multi-academy-trust', ...trust });
  assert.deepEqual(read('{"id":"010"}', { uid: '2044' }), { kind: 'multi-academy-trust', ...trust });
});

test('a local authority is known by its three digits', () => {
  const authority = { kind: 'local-authority', laCode: '301', name: 'An authority' };
  const given = { name: 'An authority', urn: null, category: { id: '002' } };
  assert.deepEqual(readOrganisation({ ...given, establishmentNumber: '301' }), authority);
  assert.deepEqual(readOrganisation({ ...given, EstablishmentNumber: 301 }), authority);
});

test('a kind whose key is missing, or is another kind’s, can be given nothing', () => {
  const name = 'Somewhere';
  const all = { urn: '900001', uid: '2044', establishmentNumber: '301' };
  for (const [id, key] of Object.entries({ '001': 'urn', '002': 'establishmentNumber', '010': 'uid', '013': 'uid' }))
    assert.deepEqual(readOrganisation({ name, ...all, [key]: null, category: { id } }), { kind: 'other', name }, id);
  for (const establishmentNumber of ['4001', '30', '30a', '', 3.5])
    assert.equal(readOrganisation({ name, establishmentNumber, category: { id: '002' } })?.kind, 'other');
  for (const uid of ['', '0', 'abc', '2044;', -1, {}, [2044], true])
    assert.equal(readOrganisation({ name, uid, category: { id: '010' } })?.kind, 'other');
});

const OTHER_CATEGORIES = ['003', '004', '005', '006', '007', '008', '009', '011', '012', '050', '051', '052', '053'];
const MADE_UP = ['054', '000', '099', '1', '01', '0001', '10', '13', 'toString', '__proto__', '', 'Establishment'];
for (const id of [...OTHER_CATEGORIES, ...MADE_UP])
  test(`category "${id}" can be given nothing, whatever keys come with it`, () => {
    const claim = { id: ID, name: 'Another', urn: '900001', uid: '2044', establishmentNumber: '301', category: { id } };
    assert.deepEqual(readOrganisation(claim), { kind: 'other', name: 'Another' });
  });

test('a category that cannot be read is no establishment', () => {
  for (const category of [[], ['001'], true, 'school', { id: {} }, { id: ['001'] }, 50, { id: 50 }])
    assert.equal(readOrganisation({ name: 'Odd', urn: 900001, category })?.kind, 'other', JSON.stringify(category));
});

test('the provider’s own id is kept when it is a GUID', () => {
  const school = { name: 'Heron School', urn: 900001 };
  assert.deepEqual(readOrganisation({ ...school, id: ID }), { ...heron, providerId: ID });
  assert.deepEqual(readOrganisation({ ...school, ID: ID.toLowerCase() }), { ...heron, providerId: ID.toLowerCase() });
  for (const id of ['../users', `${ID}/..`, 7, null, '', {}])
    assert.deepEqual(readOrganisation({ ...school, id }), heron);
});

test('a URN that is no URN is not guessed at', () => {
  for (const urn of ['', '12', '0900001', '900001; DROP TABLE school', '-900001', '9e5', {}, [900001], true]) {
    assert.deepEqual(readOrganisation({ name: 'Odd', urn }), { kind: 'other', name: 'Odd' });
  }
});

test('nothing that can be read is no organisation', () => {
  for (const claim of [undefined, null, '', 'not json', '[]', '"x"', [], {}, 7, { category: { id: '001' } }])
    assert.equal(readOrganisation(claim), null);
});

test('an organisation without a name is called by its key', () => {
  assert.deepEqual(readOrganisation({ urn: 900001 }), { kind: 'school', urn: 900001, name: 'School 900001' });
  assert.equal(readOrganisation({ uid: '2044', category: { id: '010' } })?.name, 'Trust 2044');
  assert.equal(readOrganisation({ establishmentNumber: 301, category: { id: '002' } })?.name, 'Local authority 301');
});

test('a very long name is cut, and control characters are taken out of it', () => {
  assert.equal(readOrganisation({ name: 'x'.repeat(5000), urn: 900001 })?.name.length, 200);
  assert.equal(readOrganisation({ name: 'Heron\r\nSchool\u0000', urn: 900001 })?.name, 'Heron School');
});
