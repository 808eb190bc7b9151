import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { unpackCounts } from '../tallies/packed-counts.ts';
import { CODES, countsOf, findCode } from './codes.ts';
import {
  HIDDEN_MARK,
  HIDDEN_TOGETHER,
  hideSensitive,
  hideSensitiveChanges,
  hideSensitiveCounts,
  hideSensitiveDetail,
} from './sensitive-marks.ts';

const marks = fc
  .array(fc.constantFrom(...CODES.map(({ mark }) => mark), '.', '?', 'w', 'y'), { maxLength: 30 })
  .map((each) => each.join(''));
/** Each Y5 for a Y7, each Y7 for a Y5. */
const exchanged = (text: string) => text.replace(/[wy]/g, (mark) => (mark === 'w' ? 'y' : 'w'));

describe('marks without the right to sensitive items', () => {
  it('hides the forms of Y5 and Y7, under a form that no code has', () => {
    assert.deepEqual(HIDDEN_TOGETHER, [findCode('Y5')?.mark, findCode('Y7')?.mark]);
    assert.ok(!CODES.some(({ mark }) => mark === HIDDEN_MARK));
  });

  it('property: registers that differ only in Y5 against Y7 look the same, and count the same', () => {
    fc.assert(
      fc.property(marks, (text) => {
        assert.equal(hideSensitive(text), hideSensitive(exchanged(text)));
        assert.doesNotMatch(hideSensitive(text), /[wy]/);
        assert.deepEqual(countsOf(hideSensitive(text)), countsOf(text));
      }),
    );
  });

  it('property: counts by code keep every number but those of the two, which are one', () => {
    const packed = fc
      .array(fc.tuple(fc.constantFrom(...CODES.map(({ mark }) => mark)), fc.integer({ min: 1, max: 99_999 })))
      .map((each) => each.map(([mark, count]) => `${mark}${count}`).join(''));
    fc.assert(
      fc.property(packed, (text) => {
        const [before, after] = [unpackCounts(text), unpackCounts(hideSensitiveCounts(text))];
        const both = (before.get('w') ?? 0) + (before.get('y') ?? 0);
        assert.equal(after.get(HIDDEN_MARK) ?? 0, both);
        for (const [mark, count] of before) if (!/[wy]/.test(mark)) assert.equal(after.get(mark), count);
        assert.equal(hideSensitiveCounts(text), hideSensitiveCounts(exchanged(text)));
      }),
    );
  });
});

describe('changes without the right to sensitive items', () => {
  const change = (session: number, was: string, seen: number) => ({ week: '2026-10-05', session, was, seen });
  const weeks = [{ week: '2026-10-05', marks: 'yN............' }];

  it('has no change of Y5 into Y7, at the end of a chain or in its middle', () => {
    assert.deepEqual(hideSensitiveChanges([change(0, 'N', 1), change(0, 'w', 2)], weeks), [change(0, 'N', 1)]);
    assert.deepEqual(hideSensitiveChanges([change(1, '.', 1), change(1, 'y', 2), change(1, 'w', 3)], weeks), [
      change(1, '.', 1),
      change(1, HIDDEN_MARK, 3),
    ]);
  });

  it('takes the next session, the next week and a week without a row for what they are', () => {
    const other = { week: '2026-10-12', session: 0, was: 'w', seen: 3 };
    assert.deepEqual(hideSensitiveChanges([change(0, 'I', 1), change(1, 'w', 2), other], weeks), [
      change(0, 'I', 1),
      change(1, HIDDEN_MARK, 2),
      { ...other, was: HIDDEN_MARK },
    ]);
  });
});

describe('details of issues without the right to sensitive items', () => {
  it('names neither code, however it was written', () => {
    for (const code of ['Y5', 'Y7', 'y5', ' Y05', 'Y 7', 'Y5-custody'])
      assert.deepEqual(hideSensitiveDetail({ code, date: '2026-10-05' }), { code: 'Y', date: '2026-10-05' });
    for (const code of ['Y', 'Y1', 'Y51', 'I', 'HY5']) assert.deepEqual(hideSensitiveDetail({ code }), { code });
  });

  it('gives neither mark of a change in which one was either', () => {
    const expected = { week: '2026-10-05', session: 3 };
    for (const [was, now] of [
      ['w', 'y'],
      ['y', 'w'],
      ['w', 'N'],
      ['N', 'y'],
    ] as const)
      assert.deepEqual(hideSensitiveDetail({ ...expected, was, now }), expected);
    assert.deepEqual(hideSensitiveDetail({ was: 'N', now: 'I' }), { was: 'N', now: 'I' });
  });
});
