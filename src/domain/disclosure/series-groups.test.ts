import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DARLINGTON, ENGLAND_AREA, NORTH_EAST } from '../statistics/counts.fixture.ts';
import type { InputRow, Largest, ReleaseInputs } from '../statistics/release-inputs.ts';
import { statisticsOfInputs } from '../statistics/statistics-of-inputs.ts';
import { loadSolver } from './audit/bounds.ts';
import { auditStrict } from './audit-strict.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { strictRule } from './strict-rule.ts';

const HARTLEPOOL = { ...DARLINGTON, newLaCode: 'E06000001', laName: 'Hartlepool', oldLaCode: '805' };
const AUTHORITIES = [DARLINGTON, HARTLEPOOL];
const WEEK = { kind: 'week', year: 2025, week: 41 } as const;
const YEAR = { kind: 'year', startYear: 2025 } as const;

/** Of one group in one authority: schools, the two largest, and pupils with none, some and half or more of their sessions missed. */
interface Figures {
  readonly schools: number;
  readonly largest: Largest;
  readonly pupils: readonly [few: number, persistent: number, severe: number];
}
const USUAL: Figures = { schools: 20, largest: [900, 800], pupils: [800, 150, 50] };

function rowsOf(area: string, group: string, { schools, largest, pupils }: Figures): InputRow[] {
  const [few, persistent, severe] = pupils;
  const possible = (few + persistent + severe) * 10;
  const absent = persistent * 2 + severe * 6;
  const base = { area, phase: 'Primary', group, schools, days: 5, schoolDays: schools * 5, largest } as const;
  const counts = new Map([
    ['possible_sessions', possible],
    ['overall_attendance', possible - absent],
    ['present_sessions', possible - absent],
    ['approved_educational_activity', 0],
    ['overall_absence', absent],
    ['authorised_absence', absent - severe],
    ['unauthorised_absence', severe],
  ]);
  const enrolmentDays = (possible / 10) * 5;
  return [
    { ...base, period: WEEK, enrolmentDays, counts, bands: null, largestEnrolments: null },
    {
      ...base,
      period: YEAR,
      enrolmentDays,
      counts,
      bands: [few, 0, persistent, 0, 0, 0, 0, 0, 0, 0, severe],
      largestEnrolments: [Math.ceil(largest[0] / 10), Math.ceil(largest[1] / 10)],
    },
  ];
}

const add = (one: Figures, other: Figures): Figures => ({
  schools: Math.max(one.schools, other.schools),
  largest: [Math.max(one.largest[0], other.largest[0]), Math.max(one.largest[1], other.largest[1])],
  pupils: one.pupils.map((count, place) => count + other.pupils[place]!) as unknown as Figures['pupils'],
});

/** Each authority with its pupils of both answers; region and nation are their sums. */
function inputsOf(yes: readonly [Figures, Figures], no: readonly [Figures, Figures]): ReleaseInputs {
  const groups = new Map([
    ['free_school_meals=yes', yes],
    ['free_school_meals=no', no],
    ['all', [add(yes[0], no[0]), add(yes[1], no[1])] as const],
  ]);
  const together = ([one, other]: readonly [Figures, Figures]) => ({
    ...add(one, other),
    schools: one.schools + other.schools,
  });
  const rows = [...groups].flatMap(([group, both]) => [
    ...['E92000001', NORTH_EAST.regionCode].flatMap((area) => rowsOf(area, group, together(both))),
    ...AUTHORITIES.flatMap(({ newLaCode }, place) => rowsOf(newLaCode, group, both[place]!)),
  ]);
  return { startYear: 2025, asOf: '2025-10-10', areas: [ENGLAND_AREA, NORTH_EAST, ...AUTHORITIES], sharing: [], rows };
}

function judge(inputs: ReleaseInputs) {
  const made = strictRule(statisticsOfInputs(inputs).series, DEFAULT_SETTINGS);
  const isHidden = (series: string, area: string, group?: string) =>
    made.series
      .get(series)!
      .find(
        (row) =>
          row.area.newLaCode === area &&
          row.group === group &&
          row.phase === 'Primary' &&
          row.period.kind === (series === 'weekly' ? 'week' : 'year'),
      )!.counts === null;
  return { made, isHidden };
}

test('nothing is hidden where every group of every area is safe', () => {
  const { made } = judge(inputsOf([USUAL, USUAL], [USUAL, USUAL]));
  assert.equal(made.hiddenRows, 0);
});

test('a small group is hidden with what would tell it: other groups and areas, and the auditor finds nothing', async () => {
  const small: Figures = { schools: 2, largest: [100, 40], pupils: [9, 3, 2] };
  const { made, isHidden } = judge(inputsOf([small, USUAL], [USUAL, USUAL]));
  const own = (area: string, group: string) => isHidden('by characteristic', area, group);
  assert.ok(own(DARLINGTON.newLaCode, 'free_school_meals=yes'));
  // The group itself, another authority's or the larger area's, and something that all pupils less the other group would tell.
  assert.ok(own(HARTLEPOOL.newLaCode, 'free_school_meals=yes') || own('', 'free_school_meals=yes'));
  assert.ok(own(DARLINGTON.newLaCode, 'free_school_meals=no') || own(DARLINGTON.newLaCode, 'all'));
  const audit = auditStrict(made, DEFAULT_SETTINGS, await loadSolver());
  assert.deepEqual(audit.recovered, []);
});

test('all pupils of a breakdown are hidden where the same row of its own series is, and only there', () => {
  const one: Figures = { schools: 1, largest: [5000, 0], pupils: [400, 75, 25] };
  const { made, isHidden } = judge(inputsOf([one, USUAL], [one, USUAL]));
  assert.ok(isHidden('weekly', DARLINGTON.newLaCode));
  for (const [series, name] of [
    ['weekly', 'week'],
    ['year to date', 'year'],
  ] as const)
    for (const row of made.series.get(series)!) {
      const again = made.series
        .get('by characteristic')!
        .find(
          (each) =>
            each.group === 'all' && each.period.kind === name && each.area === row.area && each.phase === row.phase,
        );
      assert.equal(again!.counts === null, row.counts === null);
    }
});

test('one school with nearly all of a row is hidden however many there are, since tallies tell how much it has', () => {
  const dominated: Figures = { ...USUAL, largest: [9000, 100] };
  const { isHidden } = judge(inputsOf([dominated, USUAL], [dominated, USUAL]));
  assert.ok(isHidden('by characteristic', DARLINGTON.newLaCode, 'free_school_meals=yes'));
  assert.ok(!judge(inputsOf([USUAL, USUAL], [USUAL, USUAL])).isHidden('weekly', DARLINGTON.newLaCode));
});
