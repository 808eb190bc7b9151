import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packYear, YearRoom } from '../register/packed-year.ts';
import { StoredYear } from '../register/school-year.ts';
import { countPacked } from './count-packed.ts';
import { addSessions } from './count-year.ts';

const week = fc.oneof(
  fc.constantFrom('/\\/\\/\\/\\/\\....', '..............'),
  fc
    .array(fc.constantFrom('/', '\\', 'I', 'N', 'O', 'D', '.', '#', '?'), { minLength: 14, maxLength: 14 })
    .map((marks) => marks.join('')),
  fc
    .array(fc.constantFrom('/\\', '..', 'II', '/.', 'O#', '.\\'), { minLength: 5, maxLength: 5 })
    .map((days) => `${days.join('')}....`),
);

test('a stretch of a packed year counts as when it is unpacked', () => {
  fc.assert(
    fc.property(fc.array(week, { maxLength: 6 }), fc.nat(90), fc.nat(90), (weeks, from, to) => {
      const packed = packYear(new Map(weeks.entries()));
      const expected = { attended: 0, authorised: 0, unauthorised: 0 };
      addSessions(expected, new StoredYear(1, new YearRoom(1).unpack(packed), []), from, to);
      const counted = { attended: 0, authorised: 0, unauthorised: 0 };
      countPacked(
        Buffer.from(`x${packed}y`),
        1,
        1 + packed.length,
        from,
        to,
        (_week, attended, authorised, unauthorised) => {
          counted.attended += attended;
          counted.authorised += authorised;
          counted.unauthorised += unauthorised;
        },
      );
      assert.deepEqual(counted, expected);
    }),
  );
});

test('weeks are told by their number', () => {
  const weeks: number[][] = [];
  countPacked(Buffer.from('_=II::::='), 0, 9, 14, 44, (...counts) => weeks.push(counts));
  assert.deepEqual(weeks, [
    [1, 10, 0, 0],
    [2, 0, 2, 0],
    [3, 2, 0, 0],
  ]);
});
