import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCollection } from './next-collection.ts';

const next = (now: string, ...times: string[]) => nextCollection(new Date(now), times).toISOString();

test('later today, else the next school day', () => {
  assert.equal(next('2026-11-23T09:00:00Z', '10:30', '16:30'), '2026-11-23T10:30:00.000Z');
  assert.equal(next('2026-11-23T10:30:00Z', '16:30', '10:30'), '2026-11-23T16:30:00.000Z');
  assert.equal(next('2026-11-20T16:30:00Z', '16:30'), '2026-11-23T16:30:00.000Z');
});

test('London time across both clock changes', () => {
  // Clocks go forward on Sunday 28 March 2027 and back on Sunday 25 October 2026.
  assert.equal(next('2026-10-23T15:30:00Z', '16:30'), '2026-10-26T16:30:00.000Z');
  assert.equal(next('2026-10-22T15:30:00Z', '16:30'), '2026-10-23T15:30:00.000Z');
  assert.equal(next('2027-03-25T16:30:00Z', '16:30'), '2027-03-30T15:30:00.000Z');
});

test('bank holidays are passed over', () => {
  assert.equal(next('2026-12-24T17:00:00Z', '16:30'), '2026-12-29T16:30:00.000Z');
});
