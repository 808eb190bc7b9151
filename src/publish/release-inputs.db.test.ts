import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { buildRegister, buildSchool, FULL_WEEK } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { periodKey } from '../domain/statistics/period.ts';
import type { InputRow } from '../domain/statistics/release-inputs.ts';
import { findRecountFaults, type RecountedSchool } from './recount.fixture.ts';
import { parseInputs, type ReleaseInputs, readInputs, writeInputs } from './release-inputs.ts';

const { owner, statistics } = await testDatabase({ after });
const WEEKS = [
  ...['2025-09-01', '2025-09-08', '2025-10-06', '2025-12-15', '2026-01-05'],
  ...['2026-04-06', '2026-04-13', '2026-05-18', '2026-05-25', '2026-06-01'],
];
/** Two authorities of one region and one of another; a fourth lies in no region of England. */
const AUTHORITIES = { '101': 'E12000001', '102': 'E12000001', '201': 'E12000002', '901': null } as const;
type LaCode = keyof typeof AUTHORITIES;

await sql`TRUNCATE region, local_authority CASCADE`.execute(owner);
await sql`INSERT INTO region (region_code, name) VALUES ('E12000001', 'North East'), ('E12000002', 'North West')`.execute(
  owner,
);
for (const [laCode, region] of Object.entries(AUTHORITIES))
  await sql`INSERT INTO local_authority (la_code, name, ons_code, region_code)
    VALUES (${laCode}, ${`Authority "${laCode}", and so on`}, ${`E06000${laCode}`}, ${region})`.execute(owner);

/** Puts schools into the emptied store, as the collector leaves them. */
async function build(schools: readonly RecountedSchool[]): Promise<void> {
  await sql`TRUNCATE school, school_area, agreement, profile, pupil, pupil_identity, enrolment, register_week, tally_session,
    tally_week, tally_year, tally_published, enrolment_year CASCADE`.execute(owner);
  for (const [index, { state, phase, stays, pupils }] of schools.entries()) {
    const urn = 900_001 + index;
    await buildSchool(owner, { urn, name: `School ${urn}`, agreement: state });
    await owner.updateTable('school').set({ published_phase: phase }).where('urn', '=', urn).execute();
    for (const { laCode, from, to } of stays)
      await owner.insertInto('school_area').values({ urn, la_code: laCode, valid_from: from, valid_to: to }).execute();
    if (pupils.length > 0) await buildRegister(owner, urn, pupils);
  }
}

const marks = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant([...FULL_WEEK]) },
    { weight: 1, arbitrary: fc.constant([...'##########....']) },
    {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...'/\\IOLUHJKSCDTX.Z#?-vNGB'), { minLength: 14, maxLength: 14 }),
    },
  )
  .map((each) => each.join(''));
const flag = fc.constantFrom(true, false, null);
const pupil = fc.record({
  characteristics: fc.record({
    ncYear: fc.constantFrom('R', '1', '7', '11', '11', '12', '13', 'X'),
    gender: fc.constantFrom('M', 'F', null),
    senSupport: flag,
    ehcPlan: flag,
    freeSchoolMeals: flag,
  }),
  weeks: fc.dictionary(fc.constantFrom(...WEEKS), marks, { maxKeys: 6 }),
});
const laCode = fc.constantFrom<LaCode>('101', '101', '102', '201', '901');
const stays = fc.oneof(
  laCode.map((only) => [{ laCode: only, from: null, to: null }]),
  // The day of the change is a Thursday.
  fc.tuple(laCode, laCode, fc.constantFrom('2026-01-08', '2026-04-16')).map(([before, now, day]) => [
    { laCode: before, from: null, to: addDays(day, -1) },
    { laCode: now, from: day, to: null },
  ]),
);
const school = fc.record<RecountedSchool>({
  state: fc.constantFrom('receiving', 'receiving', 'receiving', 'closed', 'opted-out'),
  phase: fc.constantFrom('Primary', 'Primary', 'Secondary', 'Special', null),
  stays,
  pupils: fc
    .array(pupil, { maxLength: 4 })
    .map((pupils) =>
      pupils.map((each, index) => ({ ...each, id: index + 1 })).filter(({ weeks }) => Object.keys(weeks).length > 0),
    ),
});

const regionOf = (code: string) => AUTHORITIES[code as LaCode];
const copyOf = (inputs: ReleaseInputs) => parseInputs([...writeInputs(inputs)].join(''));
const plain = ({ counts, ...row }: InputRow) => ({ ...row, counts: Object.fromEntries(counts) });

test('property: inputs are what a plain recount of all marks gives, and come back from their file as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(school, { minLength: 3, maxLength: 7 }),
      fc.constantFrom('2025-10-10', '2026-01-09', '2026-06-05'),
      async (schools, asOf) => {
        await build(schools);
        const inputs = await readInputs(statistics, 2025, asOf);
        assert.deepEqual(findRecountFaults(inputs, schools, regionOf).slice(0, 4), []);
        const again = copyOf(inputs);
        assert.deepEqual(again.rows.map(plain), inputs.rows.map(plain));
        assert.deepEqual({ ...again, rows: [] }, { ...inputs, rows: [] });
      },
    ),
    { numRuns: 10 },
  );
});

const AT_101 = [{ laCode: '101', from: null, to: null }];
const aSchool = (change: Partial<RecountedSchool> = {}): RecountedSchool => ({
  state: 'receiving',
  phase: 'Primary',
  stays: AT_101,
  pupils: [{ id: 1, weeks: { '2025-10-06': FULL_WEEK } }],
  ...change,
});
const rowOf = (inputs: ReleaseInputs, area: string, period: string, group = 'all') =>
  inputs.rows.find((row) => row.area === area && periodKey(row.period) === period && row.group === group);

test('a school that changed its authority is one school of the region, and counts where it was', async () => {
  const moved = [
    { laCode: '101', from: null, to: '2025-10-08' },
    { laCode: '102', from: '2025-10-09', to: null },
  ];
  await build([
    aSchool({ stays: moved, pupils: [{ id: 1, weeks: { '2025-10-06': FULL_WEEK, '2025-10-13': FULL_WEEK } }] }),
  ]);
  const inputs = await readInputs(statistics, 2025, '2025-10-17');
  const figures = (area: string) => {
    const row = rowOf(inputs, area, '2025')!;
    return [row.schools, row.counts.get('possible_sessions'), row.largest, row.bands?.[0], row.days];
  };
  // The week of the change is still the first authority's, whose it was on the Monday; pupils are counted where the school is.
  assert.deepEqual(figures('E06000101'), [1, 10, [10, 0], 0, 5]);
  assert.deepEqual(figures('E06000102'), [1, 10, [10, 0], 1, 5]);
  assert.deepEqual(figures('E12000001'), [1, 20, [20, 0], 1, 10]);
});

test('means are of the days on which any school of the area and phase was open', async () => {
  const half = `${FULL_WEEK.slice(0, 4)}..........`;
  await build([
    aSchool(),
    aSchool({
      pupils: [{ id: 1, weeks: { '2025-10-06': half }, characteristics: { freeSchoolMeals: true } }],
    }),
  ]);
  const inputs = await readInputs(statistics, 2025, '2025-10-10');
  const meals = rowOf(inputs, 'E92000001', '2025-W41', 'free_school_meals=yes')!;
  assert.deepEqual([meals.schools, meals.days, meals.schoolDays, meals.enrolmentDays], [1, 5, 2, 2]);
  const all = rowOf(inputs, 'E92000001', '2025-W41')!;
  assert.deepEqual([all.schools, all.days, all.schoolDays, all.enrolmentDays, all.largest], [2, 5, 7, 7, [10, 4]]);
});

test('how many schools may share and do is there by authority, region and nation, whether or not they have marks', async () => {
  await build([aSchool(), aSchool({ pupils: [], state: 'opted-out' }), aSchool({ pupils: [], phase: 'Special' })]);
  const { sharing } = await readInputs(statistics, 2025, '2025-10-10');
  const ofArea = (area: string) => [
    { area, phase: 'Primary', mayShare: 2, share: 1 },
    { area, phase: 'Special', mayShare: 1, share: 1 },
  ];
  assert.deepEqual(sharing, ['E92000001', 'E12000001', 'E06000101'].flatMap(ofArea));
});

test('no school can be told from the file but by figures: no URN and no name is in it', async () => {
  await build([aSchool(), aSchool()]);
  const text = [...writeInputs(await readInputs(statistics, 2025, '2025-10-10'))].join('');
  assert.doesNotMatch(text, /90000\d|School/);
  assert.match(text, /\nrow,E92000001,Primary,2025-10-06,all,2,1,2,2,2,2,,,/);
});

test('what cannot be asked is refused: another day than a Friday, tallies under other rules, a file that is none', async () => {
  await build([aSchool()]);
  await assert.rejects(readInputs(statistics, 2025, '2025-10-09'), { code: 'command-invalid', message: /a Friday/ });
  await assert.rejects(readInputs(statistics, 2025, '2024-10-11'), { code: 'command-invalid' });
  const text = [...writeInputs(await readInputs(statistics, 2025, '2025-10-10'))].join('');
  const broken = (change: (text: string) => string, message: RegExp) =>
    assert.throws(() => parseInputs(change(text)), { code: 'file-invalid', message });
  broken((each) => each.slice(0, -20), /line \d+ is cut off/);
  broken((each) => each.replace('columns,area', 'columns,place'), /line \d+ has other columns/);
  broken((each) => each.replace(/(row,.*),\d+\n/, '$1,-4\n'), /line \d+ has “-4” where a count should be/);
  broken((each) => each.replace('2025-W41', '2025-W77'), /line \d+ is of no period: “2025-W77”/);
  broken((each) => each.replace(/area,Regional.*\n/, ''), /E12000001, which is not among its areas/);
  broken(() => 'time_period,time_identifier\n', /line 1 does not begin/);
  await sql`UPDATE tally_published SET rules = 'as they were'`.execute(owner);
  await assert.rejects(readInputs(statistics, 2025, '2025-10-10'), { code: 'database-outdated' });
});
