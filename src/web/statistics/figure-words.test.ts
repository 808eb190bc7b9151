import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { allDigits } from '../../domain/statistics/published-row.ts';
import { countWords, explainMarks, percentWords } from './figure-words.ts';

test('a rate of a file is rounded once, half up, as it would be from its whole numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e7 }), fc.nat(), (denominator, more) => {
      const numerator = more % (denominator + 1);
      const text = allDigits([{ numerator, denominator, weight: 1 }])!;
      assert.equal(percentWords(Number(text)), `${ratePercent(numerator, denominator, 1)}%`);
    }),
  );
  assert.equal(percentWords(6.35), '6.4%');
  assert.equal(percentWords(93.05), '93.1%');
});

test('what is hidden, not available, not applicable and not there is told apart, and never a zero', () => {
  assert.deepEqual((['c', 'x', 'z', null] as const).map(percentWords), ['[c]', '[x]', '[z]', 'no data']);
  assert.equal(percentWords(0), '0.0%');
  assert.equal(countWords(5690.4), '5,690');
});

test('only marks that are there are explained', () => {
  assert.deepEqual(explainMarks(['93.4%']), []);
  const said = explainMarks(['[c]', '93.4%', 'no data']);
  assert.match(said[0]!, /^\[c\] means hidden/);
  assert.match(said[1]!, /nothing is hidden/);
});
