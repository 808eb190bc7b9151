import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { spells } from './report.ts';

const database = await testDatabase({ after });
const [W1, W2] = ['2026-11-09', '2026-11-16'];

before(async () => {
  const urn = await buildSchool(database.owner);
  await buildRun(database.owner, urn);
  await buildRegister(database.owner, urn, [
    { id: 1, weeks: { [W1]: marksOf('I\\', '/I', '/\\', 'II', '/\\'), [W2]: FULL_WEEK } },
    // Over the weekend: six sessions in a row, to the end.
    { id: 2, weeks: { [W1]: marksOf('/\\', '/\\', '/\\', '/\\', '/O'), [W2]: marksOf('OM', 'XX', 'II', 'I.') } },
    { id: 3, weeks: { [W1]: FULL_WEEK, [W2]: marksOf('II', 'II', 'II') }, lastDay: '2026-11-18' },
    { id: 4, weeks: { [W1]: marksOf('II', 'II') }, characteristics: { ncYear: 'R' } },
  ]);
});

const read = (query: Query = {}) =>
  readReport(spells, {
    database: database.viewer,
    statistics: null,
    scope: { urns: [900001] },
    urn: 900001,
    selection: readSelection(query, []),
    now: new Date('2026-11-23T17:00:00Z'),
  });
const numbers = (view: ReportView | null, id: string) =>
  view!.sections
    .flatMap(({ tables }) => tables)
    .find((table) => table.id === id)
    ?.rows.map(({ key, cells }) => [key, ...cells.flatMap((cell) => (cell.kind === 'count' ? [cell.value] : []))]);

test('spells by length, repeated short illness, and the longest open now', async () => {
  const view = await read();
  assert.deepEqual(numbers(view, 'lengths'), [
    ['1', 2, 2, 1],
    ['2', 1, 2, 1],
    ['3-4', 0, 0, 0],
    ['5-10', 2, 12, 2],
    ['11-20', 0, 0, 0],
    ['21+', 0, 0, 0],
  ]);
  assert.deepEqual(numbers(view, 'repeated'), [['1', 3, 4]]);
  assert.deepEqual(numbers(view, 'open'), [['2', 6]]);
  assert.equal(view!.message, '3 pupils of 3 had 5 spells of absence. 1 pupil has repeated short illness.');
});

test('a period cuts a spell, and a group may have none', async () => {
  assert.deepEqual(numbers(await read({ period: 'week' }), 'lengths')?.[3], ['5-10', 2, 11, 2]);
  assert.deepEqual(numbers(await read({ year: 'R', population: 'all' }), 'lengths')?.[2], ['3-4', 1, 4, 1]);
  const none = await read({ period: 'day', on: '2026-11-11' });
  assert.equal(none!.message, 'None of 3 pupils has missed a session.');
  assert.equal(none!.sections[0]!.chart, undefined);
});
