import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOrganisation } from './organisation.ts';

const heron = { kind: 'school', urn: 900001, name: 'Heron School' };

test('a school, with its URN as text, as a number, and as JSON in a string', () => {
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: '900001', category: { id: '001' } }), heron);
  assert.deepEqual(readOrganisation({ name: 'Heron School', urn: 900001 }), heron);
  assert.deepEqual(
    readOrganisation('{"name":"Heron School","urn":"900001","category":{"id":"001","name":"Establishment"}}'),
    heron,
  );
});

test('the casing of fields does not matter', () => {
  assert.deepEqual(readOrganisation({ Name: ' Heron School ', URN: ' 900001 ', Category: { ID: '001' } }), heron);
});

test('a category that is not an establishment is no school, even with a URN', () => {
  assert.deepEqual(readOrganisation({ name: 'A trust', urn: '900001', category: { id: '010' } }), {
    kind: 'other',
    name: 'A trust',
  });
});

test('a local authority or trust is another organisation', () => {
  assert.deepEqual(
    readOrganisation({ name: 'An authority', urn: null, establishmentNumber: '301', category: { id: '002' } }),
    { kind: 'other', name: 'An authority' },
  );
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

test('a school without a name is called by its URN', () => {
  assert.deepEqual(readOrganisation({ urn: 900001 }), { kind: 'school', urn: 900001, name: 'School 900001' });
});

test('a very long name is cut', () => {
  assert.equal(readOrganisation({ name: 'x'.repeat(5000), urn: 900001 })?.name.length, 200);
});
