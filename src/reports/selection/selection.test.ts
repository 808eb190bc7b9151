import assert from 'node:assert/strict';
import { test } from 'node:test';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { schoolDays } from '../../domain/sessions/school-days.ts';
import { resolvePeriod } from './period.ts';
import { addressOf, fieldsOf, readSelection } from './selection.ts';

const FLOOR = {
  name: 'floor',
  label: 'Floor',
  options: [
    { value: '0', text: 'All' },
    { value: '20', text: '20' },
  ],
};

test('an address and its selection say the same', () => {
  const query = {
    year: '9',
    sen: 'support',
    period: 'term',
    on: '2026-10-01',
    known: '2026-11-01',
    floor: '20',
    sort: 'bands.pupils',
    order: 'desc',
  };
  const selection = readSelection(query, [FLOOR]);
  assert.deepEqual(Object.fromEntries(fieldsOf(selection).map(({ name, value }) => [name, value])), query);
  assert.deepEqual(
    readSelection(Object.fromEntries(new URLSearchParams(addressOf('/a', selection).slice(3))), [FLOOR]),
    selection,
  );
  assert.equal(addressOf('/a', readSelection({})), '/a');
});

test('what cannot be read is as if it were not there, and is told', () => {
  const { groups, period, on, known, own, sort, ignored } = readSelection(
    { year: '99', period: 'x', on: '2026-02-30', known: '1815-06-18', floor: '3', sort: '"; drop', gender: ['F', 'M'] },
    [FLOOR],
  );
  assert.deepEqual(
    { groups, period, on, known, own, sort },
    { groups: { gender: 'F' }, period: 'year', on: null, known: null, own: {}, sort: null },
  );
  assert.deepEqual(ignored, ['year=99', 'floor=3', 'period=x', 'on=2026-02-30', 'known=1815-06-18']);
});

const year = academicYear(2026);
const days = schoolDays('2026-09-01', '2026-11-20', [{ from: '2026-10-26', to: '2026-10-30' }]);
const period = (query: Record<string, string>) => {
  const { from, to, words } = resolvePeriod(readSelection(query), year, days);
  return [from, to, words];
};

test('periods: the latest unless a day is named', () => {
  assert.deepEqual(period({}), ['2026-08-03', '2026-11-20', 'Year to date, 1 September to 20 November 2026']);
  assert.deepEqual(period({ period: 'week' }), ['2026-11-16', '2026-11-22', 'Week, 16 to 20 November 2026']);
  assert.deepEqual(period({ period: 'half-term', on: '2026-09-10' }), [
    '2026-08-03',
    '2026-10-25',
    'Autumn term, first half, 1 September to 23 October 2026',
  ]);
  assert.deepEqual(period({ period: 'day', on: '2026-09-10' }).slice(0, 2), ['2026-09-10', '2026-09-10']);
  assert.deepEqual(period({ from: '2026-10-09', to: '2026-10-05' }).slice(0, 2), ['2026-10-05', '2026-10-09']);
});

test('days outside the academic year end at its ends', () => {
  assert.deepEqual(period({ from: '2020-01-01', to: '2040-01-01' }).slice(0, 2), [year.start, year.end]);
});
