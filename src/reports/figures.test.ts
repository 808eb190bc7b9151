import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countText, numberText, percentText, percentToDraw, sessionsBase } from './figures.ts';

describe('figures', () => {
  it('writes thousands with commas', () => {
    assert.deepEqual([0, 999, 1000, 1093892081].map(numberText), ['0', '999', '1,000', '1,093,892,081']);
  });

  it('rounds a rate once, half up, and has none without a base', () => {
    assert.deepEqual(
      [percentText(1, 3), percentText(1, 2000), percentText(1999, 2000), percentText(0, 5), percentText(0, 0)],
      ['33.3%', '0.1%', '100.0%', '0.0%', 'n/a'],
    );
    assert.equal(percentToDraw(0, 0), null);
  });

  it('puts numbers with their nouns', () => {
    assert.deepEqual(
      [countText(1, 'pupil'), countText(2140, 'pupil'), countText(0, 'child', 'children')],
      ['1 pupil', '2,140 pupils', '0 children'],
    );
    assert.equal(
      sessionsBase({ attended: 9312, authorised: 400, unauthorised: 164 }),
      '9,312 of 9,876 possible sessions',
    );
  });
});
