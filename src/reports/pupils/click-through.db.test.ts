import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { absenceBands } from '../absence-bands/report.ts';
import { groups } from '../groups/report.ts';
import type { ReportView } from '../report-view.ts';
import { schoolOverview } from '../school-overview/report.ts';
import { readReport, type SchoolReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { choosePupils, readChoices } from './choices.ts';
import { readPupilList } from './report.ts';

const { owner, viewer } = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const URN = 900001;
const scope = { urns: [URN] };
const [W0, W1, W2] = ['2026-09-07', '2026-11-09', '2026-11-16'];

before(async () => {
  await buildSchool(owner);
  await buildRun(owner, URN, { kind: 'first', started_at: '2026-11-13T16:30:00Z' });
  await buildRun(owner, URN, { started_at: '2026-11-20T16:30:00Z' });
  await buildRegister(owner, URN, [
    { id: 1, weeks: { [W0]: FULL_WEEK, [W1]: FULL_WEEK, [W2]: marksOf('II', 'II', 'II', '/\\', '/\\') } },
    { id: 2, weeks: { [W1]: FULL_WEEK, [W2]: marksOf('OO', 'OO') }, characteristics: { freeSchoolMeals: true } },
    {
      id: 3,
      weeks: { [W1]: marksOf('I\\') },
      lastDay: '2026-11-10',
      characteristics: { freeSchoolMeals: true, ncYear: '8' },
    },
    {
      id: 4,
      weeks: { [W2]: marksOf('OO', 'OO', 'OO', 'OO', 'OO') },
      characteristics: { ncYear: 'R', senSupport: true },
    },
    { id: 5, weeks: { [W2]: marksOf('##', '##') }, characteristics: { freeSchoolMeals: true } },
    { id: 6, firstDay: '2026-11-23' },
  ]);
  await buildMarkChange(owner, URN, { pupil: 2, week: W2, session: 0, was: '/', seenAt: '2026-11-20T16:30:00Z' });
});

async function read(report: SchoolReport, query: Query): Promise<ReportView> {
  const selection = readSelection(query, report.choices);
  return (await readReport(report, { database: viewer, statistics: null, scope, urn: URN, selection, now: NOW }))!;
}

/** Every count of pupils that leads to the list, and how many the list then has. */
async function followed(view: ReportView): Promise<[string, number, number][]> {
  const found: [string, number, number][] = [];
  const follow = async (name: string, count: number, href: string) => {
    const choices = readChoices(Object.fromEntries(new URL(href, 'http://school.example').searchParams));
    const list = await readPupilList(viewer, scope, URN, NOW, choices.also);
    found.push([name, count, choosePupils(list!.pupils, choices).length]);
  };
  for (const { id, rows } of view.sections.flatMap(({ tables }) => tables))
    for (const { key, href, cells } of rows) {
      const counts = cells.flatMap((cell) => (cell.kind === 'count' ? [cell] : []));
      for (const cell of counts)
        if (cell.href?.includes('/pupils?')) await follow(`${id} ${key}`, cell.value, cell.href);
      if (href?.includes('/pupils?')) await follow(`${id} ${key}`, counts[0]!.value, href);
    }
  return found;
}

const QUERIES: readonly Query[] = [
  {},
  { population: 'all' },
  { free_school_meals: 'yes' },
  { period: 'week', on: W1 },
  { known: '2026-11-19' },
  { definition: 'published', sen: 'none' },
  { floor: '20', population: 'all', year: '7' },
];

test('whatever was chosen, a count of pupils leads to as many pupils', async () => {
  let links = 0;
  for (const report of [absenceBands, groups, schoolOverview as unknown as SchoolReport])
    for (const query of QUERIES) {
      const pairs = await followed(await read(report, query));
      links += pairs.length;
      assert.deepEqual(
        pairs.filter(([, counted, listed]) => counted !== listed),
        [],
        `${report.name} ${JSON.stringify(query)}`,
      );
    }
  assert.ok(links > 60, `${links} links`);
});
