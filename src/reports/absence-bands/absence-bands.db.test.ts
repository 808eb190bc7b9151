import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { DataTable } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { absenceBands } from './report.ts';

const database = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const [W1, W2] = ['2026-11-09', '2026-11-16'];

before(async () => {
  const urn = await buildSchool(database.owner);
  await buildRun(database.owner, urn, { kind: 'first', started_at: '2026-11-13T16:30:00Z' });
  await buildRun(database.owner, urn, { started_at: '2026-11-20T16:30:00Z' });
  await buildRegister(database.owner, urn, [
    { id: 1, weeks: { [W1]: FULL_WEEK, [W2]: FULL_WEEK } },
    { id: 2, weeks: { [W1]: FULL_WEEK, [W2]: marksOf('II', '/\\', '/\\', '/\\', '/\\') } },
    { id: 3, weeks: { [W1]: marksOf('OO', 'OO', 'OO', '/\\', '/\\') }, characteristics: { freeSchoolMeals: true } },
    { id: 4, weeks: { [W2]: FULL_WEEK }, characteristics: { ncYear: 'R' } },
  ]);
  await buildMarkChange(database.owner, urn, {
    pupil: 2,
    week: W2,
    session: 0,
    was: '/',
    seenAt: '2026-11-20T16:30:00Z',
  });
});

const read = async (query: Query, urn = 900001) => {
  const selection = readSelection(query, absenceBands.choices);
  const scope = { urns: [900001] };
  return readReport(absenceBands, { database: database.viewer, statistics: null, scope, urn, selection, now: NOW });
};
const pupilsOf = (table: DataTable | undefined) =>
  table?.rows.map(({ cells: [cell] }) => (cell?.kind === 'count' ? cell.value : null));

test('pupils by band, over their own sessions of the year to date', async () => {
  const view = await read({});
  assert.deepEqual(pupilsOf(view?.sections[0]?.tables[0]), [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.match(view!.message, /^2 pupils of 3 are persistently absent \(66\.7%\)/);
});

test('by group, population, floor and period', async () => {
  assert.deepEqual(pupilsOf((await read({ population: 'all' }))?.sections[0]?.tables[0])?.[0], 2);
  const meals = await read({ free_school_meals: 'yes' });
  assert.deepEqual(pupilsOf(meals?.sections[0]?.tables[0])?.[10], 1);
  assert.deepEqual(meals?.selection?.chosen, [{ text: 'Free school meals', href: '/schools/900001/bands' }]);
  assert.deepEqual(pupilsOf((await read({ floor: '20' }))?.sections[0]?.tables[0]), [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(pupilsOf((await read({ period: 'week', on: W1 }))?.sections[0]?.tables[0])?.[0], 2);
});

test('as known before a change, and before anything was known', async () => {
  assert.deepEqual(
    pupilsOf((await read({ known: '2026-11-19' }))?.sections[0]?.tables[0]),
    [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  );
  assert.match((await read({ known: '2026-10-01' }))!.empty!.text, /^Nothing was known of this school/);
});

test('what cannot be read is told, and what has no sessions is said', async () => {
  const odd = await read({ year: '99', period: 'never', on: '2026-02-30', floor: '7' });
  assert.match(odd!.selection!.ignored!, /year=99, floor=7, period=never, on=2026-02-30/);
  assert.match((await read({ year: '9' }))!.empty!.text, /with these filters/);
  assert.equal(await read({}, 900002), null);
});
