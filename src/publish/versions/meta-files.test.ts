import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { departmentRule } from '../../domain/disclosure/department-rule.ts';
import type { Headlines } from '../../domain/release/check.ts';
import { headlineKey } from '../../domain/release/headlines.ts';
import { revisionsTable } from '../../domain/release/revisions-table.ts';
import { COUNT_COLUMNS } from '../../domain/statistics/columns.ts';
import { aCountsRow, DARLINGTON } from '../../domain/statistics/counts.fixture.ts';
import { withAllSchools } from '../../domain/statistics/published-row.ts';
import { describeDataSet } from '../released/describe-data-set.ts';
import { releaseOfFolder, releasesOf } from '../released/folder-releases.fixture.ts';
import { keepDataSets } from '../released/keep-data-sets.ts';
import { tablesOf } from '../tables-of-statistics.ts';
import { writeStatistics } from '../write-statistics.ts';
import { keepVersions } from './find-versions.ts';
import { metaFiles } from './meta-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-meta-'));
after(() => rmSync(folder, { recursive: true }));

const counts = Object.fromEntries(COUNT_COLUMNS.map((column, place) => [column, place]));
const weeks = [9, 37, 38].map((week) => ({ kind: 'week', year: 2025, week }) as const);
const year = { kind: 'year', startYear: 2025 } as const;
const BRISTOL = { ...DARLINGTON, newLaCode: 'E06000023', laName: '"Bristol", City of', oldLaCode: '801' };
const rows = [...weeks, year].flatMap((period) => [
  aCountsRow({ period, counts }),
  aCountsRow({ period, area: DARLINGTON, phase: 'Secondary', counts: null }),
  aCountsRow({ period, area: BRISTOL, phase: 'Special', counts }),
]);
const ofKind = (kind: string) => rows.filter(({ period }) => period.kind === kind);
const series = departmentRule(
  new Map([
    ['weekly' as const, withAllSchools(ofKind('week'), false)],
    ['year to date' as const, withAllSchools(ofKind('year'), false, () => ({ persistent: 1, enrolments: 8 }))],
  ]),
);
const former: Headlines = new Map([
  [
    headlineKey({ week: '2025-W37', area: 'E92000001', phase: 'Primary' }),
    { rates: new Map([['attendance_perc', '94.5']]), schools: '100' },
  ],
]);
const tables = [
  ...tablesOf(series, 2025),
  { name: 'revisions', table: revisionsTable(series.get('weekly')!, 2025, former)! },
];
const facts = { id: '2025-w38', startYear: 2025, asOf: '2025-09-19', publishedAt: new Date(), note: null };

test('the metadata that a release keeps is what its files say', async () => {
  await writeStatistics(folder, tables);
  const made = await metaFiles(tables);
  assert.deepEqual(
    made.map(({ name }) => name),
    ['attendance-reasons.meta.json', 'persistent-absence.meta.json', 'revisions.meta.json'],
  );
  const release = releaseOfFolder(folder, facts);
  for (const { name, bytes } of made) {
    const dataSet = await keepDataSets()(release, name.replace('.meta.json', ''));
    assert.deepEqual(JSON.parse(Buffer.from(bytes).toString()), describeDataSet(dataSet!));
  }
  const [reasons] = made.map(({ bytes }) => Buffer.from(bytes).toString());
  assert.match(reasons!, /"label":"\\"Bristol\\", City of"/);
});

test('versions are told from it, and no data set is read', async () => {
  for (const { name, bytes } of await metaFiles(tables)) writeFileSync(join(folder, name), bytes);
  const releases = releasesOf([releaseOfFolder(folder, facts)]);
  const versions = await keepVersions(releases, () => assert.fail('it was read'))('attendance-reasons');
  assert.deepEqual([versions[0]!.number, versions[0]!.meta.timePeriods.length], ['1.0', 3]);
});
