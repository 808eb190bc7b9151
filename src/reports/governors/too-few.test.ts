import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isHidden, tellApart } from './too-few.ts';

const told = (...pupils: number[]) => tellApart(pupils.map((count) => ({ pupils: count }))).map((part) => part.pupils);

test('parts of fewer than ten pupils are left out, and another with them when they could be worked out', () => {
  assert.deepEqual(told(30, 20), [30, 20]);
  assert.deepEqual(told(30, 9, 20), [30]);
  assert.deepEqual(told(30, 9, 1, 20), [30, 20]);
  assert.deepEqual(told(9, 20), []);
  assert.deepEqual(told(10, 0), [10]);
  assert.deepEqual(told(), []);
});

test('a pupil who is in several parts counts once', () => {
  const parts = [{ pupils: 9 }, { pupils: 8 }, { pupils: 50 }];
  assert.deepEqual(
    tellApart(parts, (some) => Math.max(0, ...some.map(({ pupils }) => pupils))),
    [],
  );
});

test('whatever the parts, none of fewer than ten is told, nor can be worked out', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (pupils) => {
      const shown = told(...pupils);
      const left = [...pupils, 0].reduce((sum, count) => sum + count) - shown.reduce((sum, count) => sum + count, 0);
      assert.ok(shown.every((count) => count >= 10));
      assert.ok(left === 0 || left >= 10 || shown.length === 0);
    }),
  );
});

test('a count hides those it counts when they are few, and the others when they are', () => {
  assert.deepEqual(
    [0, 1, 9, 10, 20, 21, 29, 30].map((count) => isHidden(count, 30)),
    [false, true, true, false, false, true, true, false],
  );
});
