import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeOfMark } from '../codes/codes.ts';
import { sumWeeks } from '../register/week-sums.ts';
import { repeatedShortIllness, SPELL_LENGTHS, spellsOf } from './spells.ts';

test('a spell runs over weekends, holidays and sessions that were not possible', () => {
  assert.deepEqual(spellsOf('/\\/\\I.......IIXX/\\'), [
    { first: 4, last: 13, sessions: 3, isIllness: true, isOpen: false },
  ]);
  assert.deepEqual(
    spellsOf('OI/?-I').map(({ sessions, isIllness, isOpen }) => [sessions, isIllness, isOpen]),
    [
      [2, false, false],
      [1, true, true],
    ],
  );
});

test('a spell that reaches over the period counts with its part within', () => {
  assert.deepEqual(
    spellsOf('IIII//IIII', 2, 8).map(({ first, sessions }) => [first, sessions]),
    [
      [2, 2],
      [6, 2],
    ],
  );
  assert.deepEqual(spellsOf('', 0, 100), []);
});

test('repeated short illness is three spells or more, of illness throughout, at most two days each', () => {
  const repeated = (marks: string) => repeatedShortIllness(spellsOf(marks)).length;
  assert.equal(repeated('IIII/I/II/OO'), 3);
  assert.equal(repeated('IIIII/I/II/'), 0);
  assert.equal(repeated('IM/I/II/'), 0);
  assert.equal(repeated('IIIII/I/II/IIII'), 3);
});

test('lengths follow on each other, without a gap', () => {
  for (const [index, { from, to }] of SPELL_LENGTHS.entries()) {
    assert.ok(from <= to);
    if (index > 0) assert.equal(from, SPELL_LENGTHS[index - 1]!.to + 1);
  }
});

test('property: spells are the runs left when what was not possible is taken out', () => {
  const marks = fc.array(fc.constantFrom('/', 'L', 'I', 'I', 'O', 'N', 'X', 'D', '.', '-', '?', '~'), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(marks, fc.nat(80), fc.nat(80), (all, from, to) => {
      const possible = all.slice(from, to).filter((mark) => codeOfMark(mark)?.possible);
      const runs = possible
        .join('')
        .split(/[/L]/)
        .filter((run) => run !== '');
      const text = all.join('');
      const spells = spellsOf(text, from, to);
      assert.deepEqual(spellsOf(text, from, to, sumWeeks(text)), spells);
      assert.deepEqual(
        spells.map(({ sessions, isIllness }) => [sessions, isIllness]),
        runs.map((run) => [run.length, /^I+$/.test(run)]),
      );
      assert.deepEqual(
        spells.map(({ isOpen }) => isOpen),
        spells.map((_, index) => index === spells.length - 1 && !/[/L]/.test(possible.at(-1)!)),
      );
    }),
  );
});
