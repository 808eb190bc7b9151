import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONDITIONS_OF_USE, findPurpose, NOT_ALLOWED, PURPOSES, purposesOf } from './purposes.ts';

test('a purpose is found by its key, for the file that it is a purpose of', () => {
  assert.equal(findPurpose('pupils', 'support')?.words, 'Finding and supporting pupils who need help to attend');
  for (const key of [undefined, '', 'inspection', 'Support', 'trends', '__proto__'])
    assert.equal(findPurpose('pupils', key), null);
  assert.equal(findPurpose('tallies', 'support'), null);
});

test('every purpose has a key and words of its own, and each kind of file has some', () => {
  assert.equal(new Set(PURPOSES.map(({ key }) => key)).size, PURPOSES.length);
  assert.equal(new Set(PURPOSES.map(({ words }) => words)).size, PURPOSES.length);
  assert.ok(purposesOf('pupils').length > 1 && purposesOf('tallies').length > 1);
});

test('no purpose is one that is not allowed, and the conditions name those that are not', () => {
  const forbidden = /inspect|judg|academis|between trusts|fund/i;
  assert.deepEqual(
    PURPOSES.filter(({ words }) => forbidden.test(words)),
    [],
  );
  for (const use of NOT_ALLOWED) assert.match(CONDITIONS_OF_USE, new RegExp(forbidden.exec(use)![0], 'i'));
});
