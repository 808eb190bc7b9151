import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { type FactsPupil, factsOf, numbersOf, tableOf } from '../report-facts.fixture.ts';
import { groups } from './report.ts';

const WEEK = '2026-11-16';
const MISSED_A_DAY = marksOf('II', '/\\', '/\\', '/\\', '/\\');
const pupil = (is: FactsPupil['is'], marks = FULL_WEEK): FactsPupil => ({ is: is ?? {}, weeks: { [WEEK]: marks } });
const view = (pupils: readonly FactsPupil[], query: Record<string, string> = {}, sensitive = false) =>
  groups.view(factsOf(pupils, { query, choices: groups.choices, sensitive }), null);
const many = (count: number, is: FactsPupil['is'], marks?: string) =>
  Array.from({ length: count }, () => pupil(is, marks));

test('each group has its measures, and the rest of the selection beside it', () => {
  const body = view([pupil({ freeSchoolMeals: true }, MISSED_A_DAY), pupil({}), pupil({ freeSchoolMeals: null })]);
  assert.deepEqual(numbersOf(tableOf(body, 'free_school_meals')), {
    yes: ['8/10', '20/20', '8/10-20/20', '2/10', '0/10', 10, 1, '1/1', '0/1'],
    no: ['10/10', '18/20', '10/10-18/20', '0/10', '0/10', 10, 1, '0/1', '0/1'],
    unknown: ['10/10', '18/20', '10/10-18/20', '0/10', '0/10', 10, 1, '0/1', '0/1'],
  });
  assert.equal(tableOf(body, 'free_school_meals').rows[0]?.href, '/schools/900001/groups?free_school_meals=yes');
  assert.match(
    tableOf(body, 'sen').note!,
    /^Fewer than 10 pupils: No special educational need \(3 pupils\)\. One pupil/,
  );
});

test('the finding is the largest gap of a group that is not small', () => {
  const body = view([
    ...many(10, { freeSchoolMeals: true }, MISSED_A_DAY),
    ...many(10, {}),
    pupil({ senSupport: true }, marksOf('OO', 'OO', 'OO', 'OO', 'OO')),
  ]);
  assert.equal(
    body.message,
    'Pupils with free school meals attended 10.9 points less than the rest: 80.0% beside 90.9%.',
  );
  assert.equal(body.sections[0]?.chart?.title, 'Pupils with free school meals attended 10.9 points less than the rest');
});

test('two characteristics are put together when two that differ are chosen', () => {
  const pupils = [pupil({ gender: 'M', freeSchoolMeals: true }), pupil({ gender: 'M' }), pupil({}, MISSED_A_DAY)];
  const crossed = numbersOf(tableOf(view(pupils, { by: 'gender', and: 'free_school_meals' }), 'crossed'));
  assert.deepEqual(Object.keys(crossed), [
    'gender=F&free_school_meals=no',
    'gender=M&free_school_meals=yes',
    'gender=M&free_school_meals=no',
  ]);
  assert.deepEqual(crossed['gender=F&free_school_meals=no']?.slice(0, 3), ['8/10', '20/20', '8/10-20/20']);
  const [section] = view(pupils, { by: 'gender', and: 'gender' }).sections;
  assert.deepEqual(section?.text, ['Choose two different characteristics to put them together.']);
});

test('who is looked after is a table only for those who may see it', () => {
  const pupils = [pupil({ lookedAfter: true }, MISSED_A_DAY), pupil({})];
  assert.equal(tableOf(view(pupils), 'looked_after'), undefined);
  assert.equal(tableOf(view(pupils, { by: 'looked_after', and: 'gender' }), 'crossed'), undefined);
  assert.deepEqual(Object.keys(numbersOf(tableOf(view(pupils, {}, true), 'looked_after'))), ['yes', 'no']);
  assert.equal(tableOf(view(pupils, { by: 'looked_after', and: 'gender' }, true), 'crossed').rows.length, 2);
});

test('one pupil, a group without a possible session, and no marks at all are no division by zero', () => {
  const one = view([pupil({})]);
  assert.deepEqual(numbersOf(tableOf(one, 'year'))['7']?.slice(0, 3), ['10/10', '0/0', 'No others']);
  assert.match(one.sections[0]!.text[0]!, /^All pupils counted are in one group, “Year 7”/);
  assert.equal(one.message, 'No group of 10 pupils or more attended less than the rest.');
  const closed = view([pupil({}), pupil({ ncYear: '8' }, marksOf('##', '##'))]);
  assert.deepEqual(numbersOf(tableOf(closed, 'year'))['8'], [
    '0/0',
    '10/10',
    'No possible sessions',
    '0/0',
    '0/0',
    0,
    0,
    '0/0',
    '0/0',
  ]);
  assert.deepEqual(tableOf(view([pupil({}, marksOf('..'))]), 'year').rows, []);
});
