import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { writeEnrolments } from '../../store/pupils.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { moves } from './report.ts';

const database = await testDatabase({ after });
const [W1, W2] = ['2026-10-19', '2026-11-02'];

before(async () => {
  const urn = await buildSchool(database.owner);
  await buildRun(database.owner, urn);
  await buildRegister(database.owner, urn, [
    { id: 1, weeks: { [W1]: FULL_WEEK, [W2]: FULL_WEEK } },
    { id: 2, weeks: { [W2]: marksOf('/\\', 'II') }, firstDay: '2026-11-02' },
    { id: 3, weeks: { [W1]: marksOf('O\\', '/\\') }, firstDay: '2025-09-01', lastDay: '2026-10-20' },
    // Without a mark of this year.
    { id: 4, firstDay: '2026-11-04', lastDay: '2026-11-05' },
  ]);
  await writeEnrolments(database.owner, urn, [{ pupil: 3, firstDay: '2026-11-06', lastDay: null }]);
});

const read = (query: Query = {}) =>
  readReport(moves, {
    database: database.viewer,
    statistics: null,
    scope: { urns: [900001] },
    urn: 900001,
    selection: readSelection(query, []),
    now: new Date('2026-11-23T17:00:00Z'),
  });
const rowsOf = (view: ReportView | null, id: string) =>
  view!.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)?.rows ?? [];

test('who joined after the first school day and who left, with their attendance', async () => {
  const view = await read();
  assert.equal(view!.message, '3 pupils joined and 2 pupils left. Year to date, 19 October to 6 November 2026.');
  const rates = (id: string) => rowsOf(view, id).map(({ key, cells }) => [key, cells[2]]);
  const rate = (numerator: number, denominator: number) => ({ kind: 'rate', numerator, denominator });
  assert.deepEqual(rates('joiners'), [
    ['3:2026-11-06', rate(0, 0)],
    ['4:2026-11-04', rate(0, 0)],
    ['2:2026-11-02', rate(2, 4)],
  ]);
  assert.deepEqual(rates('leavers'), [
    ['4:2026-11-05', rate(0, 0)],
    ['3:2026-10-20', rate(3, 4)],
  ]);
  assert.deepEqual(rowsOf(view, 'joiners')[0]!.cells.at(-1), {
    kind: 'words',
    text: 'Was here before, until 20 October 2026.',
  });
  assert.deepEqual(rowsOf(view, 'joiners')[1]!.cells[0], { kind: 'words', text: 'Not known' });
});

test('by month, for any period, and a group narrows nothing and is told', async () => {
  const view = await read({ from: '2026-11-03', to: '2026-11-05', year: '9' });
  assert.equal(view!.message, '1 pupil joined and 1 pupil left. Chosen days, 3 to 5 November 2026.');
  assert.deepEqual(
    rowsOf(view, 'months').map(({ key, cells }) => [key, cells]),
    [
      [
        '2026-11',
        [
          { kind: 'count', value: 1 },
          { kind: 'count', value: 1 },
        ],
      ],
    ],
  );
  assert.match(view!.selection!.ignored!, /year=9/);
  assert.deepEqual((await read({ period: 'day' }))!.sections[2]!.text, ['Nobody left.']);
});
