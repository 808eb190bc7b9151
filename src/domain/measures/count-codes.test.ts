import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countCodes, lateSessions } from './count-codes.ts';

test('sessions are counted by mark; sessions without one are left out', () => {
  const counts = countCodes('/\\/LU..I?c');
  assert.deepEqual(Object.fromEntries(counts), { '/': 2, '\\': 1, L: 1, U: 1, I: 1, '?': 1, c: 1 });
  assert.equal(countCodes('..............').size, 0);
});

test('late sessions are those before and those after the register closed', () => {
  assert.equal(lateSessions(countCodes('LLU/N')), 3);
  assert.equal(lateSessions(countCodes('/I')), 0);
});
