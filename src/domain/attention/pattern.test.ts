import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patternOf } from './pattern.ts';
import { pupilMarks } from './pupil-marks.fixture.ts';
import { emptySessions, readSessions } from './pupil-sessions.ts';
import { schoolSoFar } from './school-so-far.ts';

const pattern = (first: string, others: readonly string[], from: number, to: number, group = '9') => {
  const pupils = [first, ...others].map((marks, index) => pupilMarks(index + 1, marks, index === 0 ? '9' : group));
  const school = schoolSoFar({ start: '2026-08-03', pupils });
  return patternOf(readSessions(emptySessions(), pupils[0]!), '9', { from, to }, school);
};

test('the year group’s own absence without the pupil, over the sessions and before them', () => {
  const found = pattern('////IIII', ['/I//II//', '////I///'], 4, 8);
  assert.deepEqual(found, {
    whose: 'year-group',
    during: { missed: 3, possible: 8 },
    before: { missed: 1, possible: 8 },
  });
});

test('a rise of less than half as much again, or of less than two points, is the pupil’s own pattern', () => {
  const rest = (before: number, during: number) =>
    'I'.repeat(before).padEnd(200, '/') + 'I'.repeat(during).padEnd(200, '/');
  const whose = (before: number, during: number) =>
    pattern('/'.repeat(200) + 'I'.repeat(200), [rest(before, during)], 200, 400).whose;
  assert.equal(whose(20, 29), 'own');
  assert.equal(whose(20, 30), 'year-group');
  assert.equal(whose(1, 4), 'own');
  assert.equal(whose(1, 5), 'year-group');
  assert.equal(whose(0, 3), 'own');
  assert.equal(whose(0, 4), 'year-group');
});

test('alone in the year group, or with nothing before the sessions, there is nothing to compare with', () => {
  assert.equal(pattern('////IIII', ['////IIII'], 4, 8, '10').whose, 'alone');
  assert.equal(pattern('IIII', ['IIII'], 0, 4).whose, 'alone');
  assert.equal(pattern('////IIII', ['....IIII'], 4, 8).whose, 'alone');
});

test('property: shares are those of the others’ sessions, counted one by one', () => {
  const marks = fc.array(fc.constantFrom('/', 'I', 'O', '.', 'X'), { maxLength: 60 }).map((each) => each.join(''));
  fc.assert(
    fc.property(marks, fc.array(marks, { maxLength: 4 }), fc.nat(60), fc.nat(60), (first, others, one, two) => {
      const [from, to] = [Math.min(one, two, ...[first, ...others].map(({ length }) => length)), Math.max(one, two)];
      const share = (start: number, end: number) => {
        const all = others.map((each) => each.slice(start, end)).join('');
        return { missed: all.replace(/[^IO]/g, '').length, possible: all.replace(/[.X]/g, '').length };
      };
      const found = pattern(first, others, from, to);
      assert.deepEqual(found.during, share(from, to));
      assert.deepEqual(found.before, share(0, from));
    }),
  );
});
