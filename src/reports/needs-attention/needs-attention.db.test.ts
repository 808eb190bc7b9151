import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { needsAttention } from './report.ts';

const database = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const WEEKS = ['2026-10-12', '2026-10-19', '2026-11-02', '2026-11-09', '2026-11-16'];
const AWAY = marksOf('OO', 'OO', 'OO', 'OO', 'OO');
const weeks = (...marks: string[]) => Object.fromEntries(marks.map((each, index) => [WEEKS[index]!, each]));
const [OF_LEAVERS, EMPTY, YOUNG] = [900002, 900003, 900004];

before(async () => {
  for (const urn of [900001, OF_LEAVERS, EMPTY, YOUNG]) {
    await buildSchool(database.owner, { urn });
    await buildRun(database.owner, urn, { kind: 'first', started_at: '2026-10-16T16:30:00Z' });
    await buildRun(database.owner, urn, { started_at: '2026-11-20T16:30:00Z' });
  }
  const year9 = { ncYear: '9' };
  await buildRegister(database.owner, 900001, [
    { id: 1, weeks: weeks(FULL_WEEK, FULL_WEEK, FULL_WEEK, FULL_WEEK, FULL_WEEK), characteristics: year9 },
    { id: 2, weeks: weeks(FULL_WEEK, FULL_WEEK, FULL_WEEK, AWAY, AWAY), characteristics: year9 },
    { id: 3, weeks: weeks(FULL_WEEK, FULL_WEEK, AWAY, AWAY, AWAY), lastDay: '2026-11-20' },
    {
      id: 4,
      forename: null,
      surname: null,
      weeks: weeks(FULL_WEEK, FULL_WEEK, FULL_WEEK, FULL_WEEK, AWAY),
      characteristics: { ncYear: 'R' },
    },
  ]);
  await buildRegister(database.owner, OF_LEAVERS, [{ id: 1, weeks: weeks(FULL_WEEK, AWAY), lastDay: '2026-10-23' }]);
  await buildRegister(database.owner, EMPTY, [{ id: 1, weeks: weeks(marksOf('--', '--')) }]);
  // In the summer before: eight sessions that count with two of this week.
  await buildRegister(database.owner, YOUNG, [
    { id: 1, weeks: { '2026-07-13': marksOf('OO', 'OO', 'OO', 'OO'), '2026-11-16': marksOf('/\\', 'OO') } },
  ]);
});

const read = (query: Query = {}, urn = 900001) =>
  readReport(needsAttention, {
    database: database.viewer,
    statistics: null,
    scope: { urns: [900001, OF_LEAVERS, EMPTY, YOUNG] },
    urn,
    selection: readSelection(query, needsAttention.choices),
    now: NOW,
  });
const tableOf = (view: ReportView | null, id: string) =>
  view!.sections.flatMap(({ tables }) => tables).find((table) => table.id === id);
const counted = (view: ReportView | null) =>
  Object.fromEntries(
    tableOf(view, 'rules')!.rows.flatMap(({ key, cells: [cell] }) =>
      cell?.kind === 'count' && cell.value > 0 ? [[key, cell.value]] : [],
    ),
  );

test('how many pupils by rule, with links to those that have any', async () => {
  const view = await read();
  assert.deepEqual(counted(view), {
    'ten-days-unauthorised': 1,
    'newly-persistent': 1,
    'ten-in-ten-weeks': 2,
  });
  assert.deepEqual(tableOf(view, 'rules')!.rows.map(({ href }) => href)[0], '#ten-days-unauthorised');
  assert.equal(view!.message, '2 pupils of 3 on roll need attention by at least one rule.');
  assert.match(view!.sections.at(-1)!.text.join(' '), /Nobody is newly severely absent\./);
});

test('a row leads to the pupil, with numbers and whose pattern it is', async () => {
  const [row] = tableOf(await read(), 'ten-days-unauthorised')!.rows;
  assert.equal(row!.href, '/schools/900001/pupils/2');
  const words = row!.cells.map((cell) => (cell.kind === 'words' ? cell.text : cell.kind === 'count' ? cell.value : ''));
  assert.deepEqual(words, [
    'Year 9',
    10,
    20,
    'Monday 9 November 2026',
    'Own: the rest of Year 9 missed 0.0%, before 0.0%',
  ]);
  const [nameless] = tableOf(await read(), 'newly-persistent')!.rows;
  assert.equal(nameless!.head, 'No name in the MIS');
  assert.deepEqual(nameless!.cells.at(-1), { kind: 'words', text: 'Nobody else in Reception to compare with' });
});

test('by year group and rule, and without what narrows nothing here', async () => {
  const view = await read({ year: '9', rule: 'ten-in-ten-weeks', population: 'statistical', period: 'day' });
  assert.deepEqual(counted(view), { 'ten-in-ten-weeks': 1 });
  assert.deepEqual(
    view!.selection!.chosen.map(({ text }) => text),
    ['Year 9', 'Rule: 10 unauthorised sessions in 10 school weeks'],
  );
  const odd = await read({ year: '99', rule: '; DROP TABLE pupil' });
  assert.match(odd!.selection!.ignored!, /year=99, rule=; DROP TABLE pupil/);
  assert.deepEqual(counted(odd), counted(await read()));
});

test('as known at a past day', async () => {
  const view = await read({ known: '2026-10-20' });
  assert.equal(view!.message, 'Nobody of 4 pupils on roll needs attention by any rule.');
  assert.match(view!.sections[0]!.text.join(' '), /As of Friday 16 October 2026, the latest day with registers/);
  assert.match((await read({ known: '2026-10-01' }))!.empty!.text, /^Nothing was known of this school/);
});

test('a school of leavers, one without a mark, and one of which the year has just begun', async () => {
  assert.equal((await read({}, OF_LEAVERS))!.message, 'Nobody is on roll: all pupils with marks this year have left.');
  assert.match((await read({}, EMPTY))!.empty!.text, /There is no possible session in the academic year/);
  const young = await read({}, YOUNG);
  assert.deepEqual(counted(young), { 'ten-in-ten-weeks': 1 });
  assert.match(young!.sections[0]!.text.join(' '), /The year has 2 school days so far\./);
});

test('nothing of a school that is not in the scope', async () => {
  assert.equal(await read({}, 900009), null);
});
