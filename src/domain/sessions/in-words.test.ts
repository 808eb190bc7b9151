import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inShort, inWords, rangeInWords, sessionInWords } from './in-words.ts';

test('dates in words', () => {
  assert.equal(inWords('2026-11-23'), 'Monday 23 November 2026');
  assert.equal(inShort('2026-09-01'), '1 Sep 2026');
  assert.equal(sessionInWords('2026-10-05', 'PM'), 'Monday 5 October 2026, afternoon');
});

test('ranges say a month and a year once', () => {
  assert.equal(rangeInWords('2026-09-01', '2026-09-01'), '1 September 2026');
  assert.equal(rangeInWords('2026-09-01', '2026-09-05'), '1 to 5 September 2026');
  assert.equal(rangeInWords('2026-09-28', '2026-10-02'), '28 September to 2 October 2026');
  assert.equal(rangeInWords('2026-12-21', '2027-01-01'), '21 December 2026 to 1 January 2027');
});
