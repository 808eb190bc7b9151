import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMoves } from './find-moves.ts';
import type { SharedStay } from './query.ts';

const stay = (urn: number, firstDay: string, lastDay: string | null, change: Partial<SharedStay> = {}): SharedStay => ({
  upn: 'A1',
  urn,
  pupil: 1,
  forename: null,
  surname: null,
  firstDay,
  lastDay,
  attended: 10,
  authorised: 0,
  unauthorised: 0,
  ...change,
});
const found = (...stays: SharedStay[]) => {
  const { moved, both, shared } = findMoves(stays);
  const text = ({ from, to }: { from: SharedStay; to: SharedStay }) => `${from.urn}>${to.urn}`;
  return [moved.map(text), both.map(text), shared];
};

test('one school after the other is a move, also on the day of leaving', () => {
  assert.deepEqual(found(stay(1, '2026-09-01', '2026-10-02'), stay(2, '2026-10-05', null)), [['1>2'], [], 0]);
  assert.deepEqual(found(stay(1, '2026-09-01', '2026-10-05'), stay(2, '2026-10-05', null)), [['1>2'], [], 0]);
  assert.deepEqual(
    found(stay(1, '2026-09-01', '2026-10-02'), stay(2, '2026-10-05', '2026-11-06'), stay(1, '2026-11-09', null)),
    [['1>2', '2>1'], [], 0],
  );
});

test('days at both are a dual registration, and no move', () => {
  assert.deepEqual(found(stay(1, '2026-09-01', null), stay(2, '2026-10-05', null)), [[], ['1>2'], 0]);
  assert.deepEqual(found(stay(1, '2026-09-01', '2026-10-06'), stay(2, '2026-10-05', null)), [[], ['1>2'], 0]);
});

test('a stay without a session, a return to the same school and a shared UPN are no moves', () => {
  assert.deepEqual(found(stay(1, '2026-09-01', '2026-09-02', { attended: 0 }), stay(2, '2026-09-03', null)), [
    [],
    [],
    0,
  ]);
  assert.deepEqual(found(stay(1, '2026-09-01', '2026-09-02'), stay(1, '2026-09-07', null)), [[], [], 0]);
  assert.deepEqual(
    found(stay(1, '2026-09-01', '2026-10-02'), stay(1, '2026-09-01', null, { pupil: 2 }), stay(2, '2026-10-05', null)),
    [[], [], 1],
  );
});
