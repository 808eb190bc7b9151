import assert from 'node:assert/strict';
import { test } from 'node:test';
import { academicYear } from './academic-year.ts';
import { schoolDays } from './school-days.ts';
import { halfTermsOf, termsOf } from './terms.ts';

const year = academicYear(2026);

test('the three terms of the census: to December, to Easter Sunday, to the end of the year', () => {
  assert.deepEqual(
    termsOf(year).map(({ key, from, to }) => [key, from, to]),
    [
      ['autumn', '2026-08-03', '2026-12-31'],
      ['spring', '2027-01-01', '2027-03-28'],
      ['summer', '2027-03-29', '2027-08-01'],
    ],
  );
});

test('a term is cut at its longest run of weeks without school', () => {
  const days = schoolDays('2026-09-01', '2026-12-18', [
    { from: '2026-10-05', to: '2026-10-09' },
    { from: '2026-10-26', to: '2026-11-06' },
  ]);
  assert.deepEqual(
    halfTermsOf(year, days)
      .slice(0, 2)
      .map(({ key, from, to }) => [key, from, to]),
    [
      ['autumn-1', '2026-08-03', '2026-10-25'],
      ['autumn-2', '2026-10-26', '2026-12-31'],
    ],
  );
});

test('a term without such a run is not cut, nor one without a day', () => {
  const days = schoolDays('2026-09-01', '2026-10-09');
  assert.deepEqual(
    halfTermsOf(year, days).map(({ key }) => key),
    ['autumn', 'spring', 'summer'],
  );
  assert.equal(halfTermsOf(year, []).length, 3);
});
