import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { buildAreas, EMPTY, FOREIGN, HERON, numbersOf, readArea, tableOf, WREN } from '../area/areas.fixture.ts';
import { areaSchools } from './report.ts';

const database = await testDatabase({ after });
before(() => buildAreas(database.owner));

const read = async (query: Record<string, string> = {}, columns = ['attendance', 'pupils', 'persistent']) => {
  const view = await readArea(database, areaSchools, query);
  return numbersOf(tableOf(view, 'schools'), columns);
};

test('every school and all pooled, in years 1 to 11', async () => {
  assert.deepEqual(await read(), {
    [HERON]: ['38/50', '3', '2/3'],
    [EMPTY]: ['0/0', '0', '0/0'],
    [WREN]: ['26/30', '3', '1/3'],
    total: ['64/80', '6', '3/6'],
  });
});

test('population, groups, crossed groups, phase, parts of a week and the published definition', async () => {
  assert.deepEqual((await read({ population: 'all' }))[HERON], ['38/60', '4', '3/4']);
  assert.deepEqual((await read({ free_school_meals: 'yes' }))['total'], ['20/30', '2', '1/2']);
  assert.deepEqual((await read({ free_school_meals: 'yes', gender: 'M' }))['total'], ['10/10', '1', '0/1']);
  assert.deepEqual(Object.keys(await read({ phase: 'secondary' })), [String(WREN), 'total']);
  assert.deepEqual((await read({ period: 'day', on: '2026-11-16' }))['total'], ['6/10', '5', '2/5']);
  assert.deepEqual((await read({ period: 'week', on: '2026-11-09' }))['total'], ['28/30', '3', '1/3']);
  assert.deepEqual((await read({ definition: 'published' }))['total'], ['64/80', '6', '3/6']);
  assert.deepEqual((await read({ year: '6' }))['total'], ['10/20', '1', '1/1']);
  assert.deepEqual((await read({ on: '2025-11-10' }))['total'], ['10/10', '1', '0/1']);
});

test('changes since last week and last year, and coverage, where there is something to compare', async () => {
  const columns = ['change_week', 'change_year', 'coverage'];
  assert.deepEqual(await read({}, columns), {
    [HERON]: ['10/20-28/30', '38/50-10/10', '3/3'],
    [EMPTY]: ['no full week', 'no full week', 'no full week'],
    [WREN]: ['no week before', 'no register of last year', '3/3'],
    total: ['10/20-28/30', '38/50-10/10', '6/6'],
  });
  assert.deepEqual((await read({ free_school_meals: 'yes', gender: 'F' }, columns))[HERON], [
    '0/10-10/10',
    '10/20-10/10',
    '3/3',
  ]);
  assert.deepEqual((await read({ period: 'week', on: '2026-11-09' }, columns))[HERON], [
    'no week before',
    '28/30-10/10',
    '3/4',
  ]);
});

test('what is late or missing is said first, and what cannot be chosen is told', async () => {
  const view = await readArea(database, areaSchools, { known: '2026-11-01', looked_after: 'yes', year: '99' });
  assert.deepEqual(view.sections[0]!.text.slice(0, 1), ['No data yet: Tern Special School.']);
  assert.match(view.selection!.ignored!, /year=99.*looked_after=yes.*known=2026-11-01/);
  assert.match(view.message, /^Attendance at 2 schools together is 80\.0%: from 76\.0% at Heron/);
  assert.equal(
    view.selection!.dates.some(({ name }) => name === 'known'),
    false,
  );
});

test('nothing of a school outside the scope, and a scope without sessions says so', async () => {
  const view = await readArea(database, areaSchools, {}, { urns: [HERON] });
  assert.doesNotMatch(JSON.stringify(view), /Wren|Foreign/);
  const foreign = await readArea(database, areaSchools, {}, { urns: [EMPTY] });
  assert.match(foreign.empty!.text, /no register of these schools has been collected/);
  assert.match((await readArea(database, areaSchools, { year: '9' })).message, /^No school has a possible session/);
  assert.match((await readArea(database, areaSchools, { phase: 'other' })).empty!.text, /of this phase/);
  assert.match((await readArea(database, areaSchools, { on: '2020-01-01' })).empty!.text, /academic year/);
  assert.equal(JSON.stringify(view).includes(String(FOREIGN)), false);
});
