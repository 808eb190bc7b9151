import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { departmentRule } from '../domain/disclosure/department-rule.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import type { CountsRow } from '../domain/statistics/counts-row.ts';
import { statisticsOfInputs } from '../domain/statistics/statistics-of-inputs.ts';
import { compareFiles } from '../publish/compare-files.ts';
import { makeStatistics } from '../publish/make-statistics.ts';
import { findRecountFaults, type RecountedSchool } from '../publish/recount.fixture.ts';
import { parseInputs, readInputs, writeInputs } from '../publish/release-inputs.ts';
import { tablesOf } from '../publish/tables-of-statistics.ts';
import { writeStatistics } from '../publish/write-statistics.ts';
import { readProfiles } from '../store/pupils.ts';
import { loadSchools } from './load/load-schools.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-statistics-of-store-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const { owner, statistics, url } = await testDatabase({ after });
await loadSchools(owner, url, {
  schools: 5,
  pupils: 130,
  days: 30,
  seed: 1,
  authority: '330',
  now: new Date('2026-06-20T18:00:00Z'),
  signal: new AbortController().signal,
});
// Two of them next door, in another region than the third's.
await sql`UPDATE school_area SET la_code = '333' WHERE urn IN (950002, 950003)`.execute(owner);
await sql`UPDATE school_area SET la_code = '202' WHERE urn = 950004`.execute(owner);
const REGIONS: Readonly<Record<string, string>> = { '330': 'E12000005', '333': 'E12000005', '202': 'E12000007' };
const AS_OF = '2026-06-19';
const inputs = await readInputs(statistics, 2025, AS_OF);

/** The sandbox's schools with the marks that their registers have. */
async function readSchools(): Promise<RecountedSchool[]> {
  const { rows } = await sql<{ urn: number; phase: RecountedSchool['phase']; laCode: string }>`
    SELECT urn, published_phase AS phase, school_area.la_code AS "laCode" FROM school_area JOIN school USING (urn) WHERE urn > 950000 ORDER BY 1`.execute(
    owner,
  );
  return Promise.all(
    rows.map(async ({ urn, phase, laCode }) => ({
      state: 'receiving' as const,
      phase,
      stays: [{ laCode: laCode, from: null, to: null }],
      pupils: await readPupils(urn),
    })),
  );
}

async function readPupils(urn: number): Promise<RecountedSchool['pupils']> {
  const profiles = await readProfiles(owner, urn);
  const { rows } = await sql<{ pupil: number; profile: number; week: string; marks: string }>`
    SELECT pupil_id AS pupil, profile, week, marks FROM register_week WHERE school_urn = ${urn} ORDER BY week`.execute(
    owner,
  );
  return [...Map.groupBy(rows, ({ pupil }) => pupil)].map(([id, weeks]) => ({
    id,
    characteristics: profiles.get(weeks[0]!.profile) as Characteristics,
    weeks: Object.fromEntries(weeks.map(({ week, marks }) => [week, marks])),
  }));
}

test('the inputs of the sandbox’s schools are what a plain recount of its marks gives', async () => {
  const codes = Object.fromEntries(inputs.areas.map(({ oldLaCode, newLaCode }) => [oldLaCode, newLaCode]));
  const faults = findRecountFaults(inputs, await readSchools(), {
    regionOf: (laCode) => REGIONS[laCode]!,
    codeOf: (laCode) => codes[laCode]!,
  });
  assert.deepEqual(faults.slice(0, 4), []);
  assert.ok(inputs.rows.length > 500, String(inputs.rows.length));
});

test('daily figures, taken as a file of counts, make the same weeks, terms and year to date', async () => {
  const own = join(folder, 'own');
  await writeStatistics(own, tablesOf(departmentRule(statisticsOfInputs(inputs).series), 2025));
  const daily = statisticsOfInputs(inputs).series.get('daily')!;
  const rows = daily.flatMap((row): CountsRow[] => (row.phase === 'Total' ? [] : [{ ...row, phase: row.phase }]));
  const again = join(folder, 'again');
  const asked = { startYear: 2025, asOf: AS_OF, census: null, persistent: null };
  await writeStatistics(again, tablesOf(departmentRule(makeStatistics(rows, asked).series), 2025));
  for (const name of ['daily', 'weekly', 'summer-term', 'year-to-date']) {
    const found = compareFiles(join(own, `${name}.csv`), join(again, `${name}.csv`), 0);
    assert.deepEqual([found.different, found.rowsMissing, found.rowsAdded], [0, [], []], name);
    assert.ok(found.compared > 300);
  }
});

test('the groups of each characteristic add up to all pupils in every count of the tidy file', async () => {
  const byCharacteristic = statisticsOfInputs(inputs).series.get('by characteristic')!;
  const keyOf = ({ area, phase, period }: (typeof byCharacteristic)[number]) => JSON.stringify([area, phase, period]);
  const totalOf = (rows: readonly (typeof byCharacteristic)[number][]) => [
    ...['possible_sessions', 'overall_attendance', 'authorised_absence'].map((column) =>
      rows.reduce((sum, { counts }) => sum + counts!.get(column)!, 0),
    ),
    ...(['enrolments', 'persistent', 'severe'] as const).map((count) =>
      rows.reduce((sum, { pupils }) => sum + (pupils?.[count] ?? 0), 0),
    ),
  ];
  for (const rows of Map.groupBy(byCharacteristic, keyOf).values())
    for (const topic of ['gender', 'sen', 'free_school_meals'])
      assert.deepEqual(
        totalOf(rows.filter(({ group }) => group!.startsWith(topic))),
        totalOf(rows.filter(({ group }) => group === 'all')),
      );
});

test('files made from inputs that were written down and read again are the same to the byte', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  const names = await writeStatistics(first, tablesOf(departmentRule(statisticsOfInputs(inputs).series), 2025));
  const kept = parseInputs([...writeInputs(inputs)].join(''));
  await writeStatistics(second, tablesOf(departmentRule(statisticsOfInputs(kept).series), 2025));
  assert.ok(names.includes('attendance-by-characteristic.csv') && names.includes('persistent-absence.meta.csv'));
  for (const name of names) assert.deepEqual(readFileSync(join(first, name)), readFileSync(join(second, name)), name);
});
