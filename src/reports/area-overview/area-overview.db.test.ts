import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { buildAreas, EMPTY, HERON, numbersOf, readArea, tableOf, WREN } from '../area/areas.fixture.ts';
import { areaOverview } from './report.ts';

const database = await testDatabase({ after });
before(() => buildAreas(database.owner));

test('headlines, persistence, weeks, phases and bands of all schools together', async () => {
  const view = await readArea(database, areaOverview);
  assert.deepEqual(numbersOf(tableOf(view, 'headlines'), ['attendance', 'authorised', 'unauthorised']), {
    period: ['64/80', '6/80', '10/80'],
    week: ['36/50', '4/50', '10/50'],
  });
  assert.deepEqual(numbersOf(tableOf(view, 'persistence'), ['pupils']), { persistent: ['3/6'], severe: ['1/6'] });
  assert.deepEqual(numbersOf(tableOf(view, 'weeks'), ['attendance', 'possible']), {
    '2026-11-09': ['28/30', '30'],
    '2026-11-16': ['36/50', '50'],
  });
  assert.deepEqual(numbersOf(tableOf(view, 'phases'), ['schools', 'attendance', 'pupils']), {
    primary: ['1', '38/50', '3'],
    secondary: ['1', '26/30', '3'],
    special: ['1', '0/0', '0'],
  });
  const bands = numbersOf(tableOf(view, 'bands-by-school'), ['b0', 'b4', 'b8', 'b10', 'pupils']);
  assert.deepEqual(
    [bands[HERON], bands[WREN], bands[EMPTY], bands['total']],
    [
      ['1', '1', '0', '1', '3'],
      ['2', '0', '1', '0', '3'],
      ['0', '0', '0', '0', '0'],
      ['3', '1', '1', '1', '6'],
    ],
  );
  assert.match(
    view.message,
    /^Attendance at 2 schools is 80\.0% \(year to date\), and 50\.0% of 6 pupils are persistently/,
  );
});

test('a period narrows the weeks, and no session is said', async () => {
  const week = await readArea(database, areaOverview, { period: 'week', on: '2026-11-09' });
  assert.deepEqual(Object.keys(numbersOf(tableOf(week, 'weeks'), [])), ['2026-11-09']);
  const none = await readArea(database, areaOverview, { year: '9' });
  assert.match(none.message, /^No school has a possible session/);
  assert.equal(tableOf(none, 'weeks')?.rows.length, 0);
});
