import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CODES, NO_MARK, UNREADABLE } from '../codes/codes.ts';
import { packYear, unpackYear } from './packed-year.ts';
import { sumWeeks } from './week-sums.ts';

const ALL_MARKS = [...CODES.map(({ mark }) => mark), NO_MARK, UNREADABLE];
const FULL = '/\\/\\/\\/\\/\\....';
const EMPTY = '.'.repeat(14);
const anyWeek = fc.oneof(
  fc.constant(FULL),
  fc.constant(EMPTY),
  fc.array(fc.constantFrom(...ALL_MARKS), { minLength: 14, maxLength: 14 }).map((marks) => marks.join('')),
  fc.array(fc.constantFrom(...ALL_MARKS), { minLength: 10, maxLength: 10 }).map((marks) => `${marks.join('')}....`),
  fc
    .array(fc.constantFrom('/\\', '..', 'II', '/.'), { minLength: 5, maxLength: 5 })
    .map((days) => `${days.join('')}....`),
);

test('weeks and days wholly present or without a mark are one character each; what follows the last mark is left out', () => {
  const illness = 'II/\\/\\/\\/\\....';
  assert.equal(
    packYear(
      new Map([
        [1, FULL],
        [3, illness],
        [4, EMPTY],
      ]),
    ),
    '_=_II++++',
  );
  assert.equal(packYear(new Map([[0, 'I./\\.\\..II..L.']])), '!I./\\.\\..II..L.');
  assert.equal(packYear(new Map()), '');
});

test('property: every year comes back as it was, and no mark is taken for a week', () => {
  fc.assert(
    fc.property(fc.array(anyWeek, { maxLength: 53 }), (weeks) => {
      const packed = packYear(new Map(weeks.map((marks, week) => [week, marks])));
      const { marks, weeks: sums } = unpackYear(`7 ${packed}|`, 2, 2 + packed.length);
      assert.equal(marks.padEnd(weeks.length * 14, NO_MARK), weeks.join(''));
      assert.deepEqual(sums, sumWeeks(marks));
    }),
  );
  assert.deepEqual(
    ALL_MARKS.filter((mark) => '=_!+:'.includes(mark)),
    [],
  );
});
