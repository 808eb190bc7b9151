import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, readChoices } from './choices.ts';
import { lettersOf } from './letters-of.ts';
import { makeSteps } from './steps.ts';

test('what an address does not say, or says of nothing that there is, is the first of each choice', () => {
  const first = readChoices({ measure: '<script>', phase: 'PRU', period: ['year', 'week'], sort: 'x' }, 2026);
  assert.deepEqual(
    [first.measure.key, first.phase, first.period, first.sort, first.descending],
    ['attendance', 'Total', 'week', 'name', false],
  );
  const query = { measure: 'absence', phase: 'Special', period: 'year', sort: 'rate', order: 'descending' };
  const chosen = readChoices(query, 2026);
  assert.deepEqual(Object.fromEntries(new URL(addressOf(chosen), 'http://x').searchParams), query);
});

test('persistent absence is of the year to date, whatever was asked for', () => {
  assert.equal(readChoices({ measure: 'persistent', period: 'week' }, 2026).period, 'year');
});

test('up to 2024/25, when authorities had no figures of all schools, primary schools come first', () => {
  assert.equal(readChoices({ phase: 'Total' }, 2024).phase, 'Primary');
});

test('areas with the same printed figure have the same colour, and every step has its range', () => {
  const { texts, of } = makeSteps([90.04, 89.96, 91, 92, 93, 94, 95, 96]);
  assert.equal(of(90.04), of(89.96));
  assert.equal(texts[0], '90.0%');
  assert.equal(of(96), texts.length - 1);
  assert.ok(texts.at(-1)!.endsWith('96.0%'));
  assert.deepEqual(makeSteps([93, 93, 93]).texts, ['93.0%']);
  assert.deepEqual(makeSteps([]).texts, []);
});

test('letters are of the words that matter', () => {
  assert.equal(lettersOf('Bath and North East Somerset'), 'BNES');
  assert.equal(lettersOf('Bradford'), 'Brad');
  assert.equal(lettersOf('Bristol, City of'), 'Bris');
  assert.equal(lettersOf('Stoke-on-Trent'), 'ST');
});
