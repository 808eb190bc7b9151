import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { buildAreas, HERON, numbersOf, readArea, tableOf, WREN } from '../area/areas.fixture.ts';
import { areaGroups } from './report.ts';

const database = await testDatabase({ after });
before(() => buildAreas(database.owner));

const read = (query: Record<string, string> = {}, sensitive = false) =>
  readArea(database, areaGroups, query, { urns: [HERON, WREN], sensitive });
const COLUMNS = ['attendance', 'pupils', 'persistent', 'rest', 'gap'];

test('each group of both schools together, beside the rest', async () => {
  const view = await read();
  assert.deepEqual(numbersOf(tableOf(view, 'free_school_meals'), COLUMNS), {
    yes: ['20/30', '2', '1/2', '44/50', '20/30-44/50'],
    no: ['44/50', '4', '2/4', '20/30', '44/50-20/30'],
  });
  assert.deepEqual(tableOf(view, 'free_school_meals')?.rows[0]?.href, '/schools?free_school_meals=yes');
  assert.deepEqual(numbersOf(tableOf(view, 'sen'), COLUMNS), {
    none: ['64/80', '6', '3/6', '0/0', 'nothing to compare with'],
  });
});

test('the same from the marks: of a part of the year, and of a group', async () => {
  const whole = await read({ period: 'range', from: '2026-08-03', to: '2026-11-22' });
  const kept = await read();
  for (const id of ['year', 'gender', 'ethnicity', 'free_school_meals', 'sen'])
    assert.deepEqual(numbersOf(tableOf(whole, id), COLUMNS), numbersOf(tableOf(kept, id), COLUMNS));
  const meals = await read({ free_school_meals: 'yes' });
  assert.equal(tableOf(meals, 'free_school_meals'), undefined);
  assert.deepEqual(numbersOf(tableOf(meals, 'gender'), COLUMNS), {
    F: ['10/20', '1', '1/1', '10/10', '10/20-10/10'],
    M: ['10/10', '1', '0/1', '10/20', '10/10-10/20'],
  });
  assert.equal(tableOf(meals, 'gender')?.rows[1]?.href, '/schools?gender=M&free_school_meals=yes');
});

test('who is looked after only with the right to see it', async () => {
  for (const query of [{}, { period: 'week', on: '2026-11-16' }] as const) {
    assert.equal(tableOf(await read(query), 'looked_after'), undefined);
    assert.deepEqual(Object.keys(numbersOf(tableOf(await read(query, true), 'looked_after'), COLUMNS)), ['no']);
  }
});
