import { departmentRule } from '../../domain/disclosure/department-rule.ts';
import type { Headlines } from '../../domain/release/check.ts';
import { headlineKey } from '../../domain/release/headlines.ts';
import { revisionsTable } from '../../domain/release/revisions-table.ts';
import { columnsOf } from '../../domain/statistics/columns.ts';
import { aCountsRow, DARLINGTON, ENGLAND_AREA, NORTH_EAST } from '../../domain/statistics/counts.fixture.ts';
import { PHASES } from '../../domain/statistics/phase.ts';
import { withAllSchools } from '../../domain/statistics/published-row.ts';
import { makeStatistics, type Series } from '../make-statistics.ts';
import type { ReleaseInMaking } from '../more-files.ts';
import { tablesOf } from '../tables-of-statistics.ts';
import type { NamedTable } from '../write-statistics.ts';

export const RELEASE: ReleaseInMaking = {
  id: '2025-w38',
  startYear: 2025,
  asOf: '2025-09-19',
  dueAt: new Date('2025-10-02T08:30:00Z'),
  invented: true,
};

const REASONS = columnsOf(2025).reasons;
const DAYS = ['2025-09-08', '2025-09-12', '2025-09-15', '2025-09-19'];
const GROUPS = ['all', 'gender=F', 'gender=M', 'free_school_meals=yes', 'free_school_meals=no'];

/** Counts that add up and differ from row to row. */
function countsOf(seed: number, size: number) {
  const authorised = size * (4 + ((seed * seed) % 5));
  const unauthorised = size * (1 + (seed % 2));
  const present = size * 100 - authorised - unauthorised;
  return {
    ...Object.fromEntries(REASONS.map((column) => [column, 0])),
    present_sessions: present,
    overall_attendance: present,
    approved_educational_activity: 0,
    overall_absence: authorised + unauthorised,
    authorised_absence: authorised,
    unauthorised_absence: unauthorised,
    late_sessions: 0,
    possible_sessions: size * 100,
    reason_i_authorised_illness: authorised,
    reason_o_other_unauthorised: unauthorised,
  };
}

/**
 * Tables of a release of two weeks: the nation, a region and the primary schools of an authority, with persistent absence and groups of pupils, and revisions of a release in
 * which the nation's attendance was 90%.
 * @param hidden whether rows of primary schools are: in the region in what the tables are made from, in the authority by the rule
 * @param seed draws other figures of the authority
 */
export function releaseTables({ hidden = false, seed = 0 } = {}): NamedTable[] {
  const areas = [
    { area: ENGLAND_AREA, size: 90 },
    { area: NORTH_EAST, size: 30 },
    { area: DARLINGTON, size: 10 },
  ];
  const rows = DAYS.flatMap((date, day) =>
    areas.flatMap(({ area, size }, at) =>
      (area === DARLINGTON ? PHASES.slice(0, 1) : PHASES).map((phase, of) => {
        const isHidden = hidden && phase === 'Primary';
        const counts =
          isHidden && area === NORTH_EAST ? null : countsOf(day + at + of + (area === DARLINGTON ? seed : 0), size);
        const schools = isHidden && area === DARLINGTON ? 1 : 100;
        return aCountsRow({ area, phase, period: { kind: 'day', date }, counts, schools });
      }),
    ),
  );
  const persistent = new Map(
    areas.flatMap(({ area, size }) =>
      PHASES.map((phase, of) => [
        `${area.newLaCode || area.regionCode || 'E92000001'}|${phase}`,
        { enrolments: size * 50, persistent: size * (5 + of), severe: size },
      ]),
    ),
  );
  const { series } = makeStatistics(rows, { startYear: 2025, asOf: null, census: null, persistent });
  const year = { kind: 'year', startYear: 2025 } as const;
  const groups = GROUPS.flatMap((group, at) =>
    withAllSchools(
      PHASES.map((phase) => aCountsRow({ phase, period: year, counts: countsOf(at, 50) })),
      false,
      () => ({ enrolments: 1000, persistent: 100 + at, severe: 10 + at }),
    ).map((row) => ({ ...row, group })),
  );
  const safe = departmentRule<Series>(new Map([...series, ['by characteristic', groups] as const]));
  return [...tablesOf(safe, 2025), { name: 'revisions', table: revisionsTable(safe.get('weekly')!, 2025, former)! }];
}

const rates = new Map([
  ['attendance_perc', '90'],
  ['overall_absence_perc', '10'],
  ['authorised_absence_perc', '6'],
  ['unauthorised_absence_perc', '4'],
]);
const former: Headlines = new Map(
  ['E92000001', 'E12000001'].map((area) => [
    headlineKey({ week: '2025-W37', area, phase: 'Total' }),
    { rates: area === 'E12000001' ? new Map([...rates, ['overall_absence_perc', 'c']]) : rates, schools: '100' },
  ]),
);
