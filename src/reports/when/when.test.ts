import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { type FactsPupil, factsOf, numbersOf, tableOf } from '../report-facts.fixture.ts';
import { when } from './report.ts';
import { heatStep } from './when-charts.ts';

const view = (pupils: readonly FactsPupil[], query: Record<string, string> = {}) =>
  when.view(factsOf(pupils, { query }), null);

const FRIDAYS: FactsPupil = {
  weeks: { '2026-11-02': marksOf('/\\', '/\\', '/\\', '/\\', 'I\\'), '2026-11-16': FULL_WEEK },
};

test('days of the week with mornings and afternoons, and the weakest day as the finding', () => {
  const body = view([FRIDAYS]);
  assert.deepEqual(numbersOf(tableOf(body, 'weekdays'))['5'], ['3/4', '1/4', '0/4', 4, '1/2', '2/2', '1/4']);
  assert.deepEqual(numbersOf(tableOf(body, 'halves')), {
    AM: ['9/10', '1/10', '0/10', 10],
    PM: ['10/10', '0/10', '0/10', 10],
  });
  assert.equal(body.message, 'Attendance was lowest on Fridays: 75.0%, 25.0 points less than on other days.');
  assert.deepEqual(body.sections[1]?.text, [
    'Attendance was 90.0% in the morning and 100.0% in the afternoon, 10.0 points more.',
  ]);
});

test('weeks without a session stand between the others, and half terms begin and end with days of the school', () => {
  const body = view([FRIDAYS]);
  assert.deepEqual(numbersOf(tableOf(body, 'weeks')), {
    '2026-11-02': ['9/10', '1/10', '0/10', 10],
    '2026-11-09': ['0/0', '0/0', '0/0', 0],
    '2026-11-16': ['10/10', '0/10', '0/10', 10],
  });
  assert.deepEqual(numbersOf(tableOf(body, 'edges')), {
    '2026-11-02': ['First day: autumn term, first half', '2/2', '2/2-19/20'],
    '2026-11-06': ['Last day: autumn term, first half', '1/2', '1/2-19/20'],
    '2026-11-16': ['First day: autumn term, second half', '2/2', '2/2-19/20'],
    '2026-11-20': ['Last day: autumn term, second half', '2/2', '2/2-19/20'],
  });
  assert.equal(tableOf(body, 'edges').rows[0]?.href, '/schools/900001/reasons?period=day&on=2026-11-02');
});

test('the heat map has every weekday, and a day with few sessions is not the finding', () => {
  const few: FactsPupil = { weeks: { '2026-11-23': marksOf('OO') } };
  const chart = view([FRIDAYS, FRIDAYS, FRIDAYS, few]).sections.find(({ chart: each }) => each?.kind === 'heat')?.chart;
  assert.equal(chart?.kind, 'heat');
  assert.equal(chart?.title, 'Most was missed on Friday 6 November 2026: 50.0% of possible sessions');
  assert.equal(chart?.kind === 'heat' && chart.days.length, 16);
  assert.match(chart!.notes.join(' '), /less than half of the usual sessions/);
});

test('steps of absence begin at their lower end', () => {
  const missed = (authorised: number) => heatStep({ attended: 1000 - authorised, authorised, unauthorised: 0 });
  assert.deepEqual([0, 49, 50, 74, 75, 99, 100, 149, 150, 1000].map(missed), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

test('sessions at a weekend have rows of their own and are not compared', () => {
  const body = view([{ weeks: { '2026-11-16': marksOf('/\\', '/\\', '..', '..', '..', 'OO', '/.') } }]);
  assert.deepEqual(Object.keys(numbersOf(tableOf(body, 'weekdays'))), ['1', '2', '6', '7']);
  assert.equal(body.message, 'Attendance was the same on every day of the week.');
});

test('one day, one half and nothing at all', () => {
  const one = view([{ weeks: { '2026-11-16': marksOf('/.') } }]);
  assert.equal(one.message, 'Attendance was 100.0%; there are not two weekdays to compare.');
  assert.deepEqual(one.sections[1]?.text, ['There are sessions only in the morning.']);
  assert.deepEqual(numbersOf(tableOf(one, 'edges')), {
    '2026-11-16': ['Only day: autumn term', '1/1', '1/1-1/1'],
  });
  assert.deepEqual(view([{ weeks: { '2026-11-16': marksOf('--', '..') } }]).sections, []);
  assert.deepEqual(view([]).sections, []);
});
