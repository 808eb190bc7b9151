import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaKey } from '../statistics/area.ts';
import { DARLINGTON, ENGLAND_AREA, NORTH_EAST } from '../statistics/counts.fixture.ts';
import { type Period, periodKey } from '../statistics/period.ts';
import { type InputRow, type Largest, type ReleaseInputs, withLargest } from '../statistics/release-inputs.ts';
import { keepPast } from './keep-past.ts';

const LEAST = 5;
const NOTHING = new Set<string>();
const HARTLEPOOL = { ...DARLINGTON, newLaCode: 'E06000001', laName: 'Hartlepool', oldLaCode: '805' };
const week = (number: number): Period => ({ kind: 'week', year: 2026, week: number });
const day = (date: string): Period => ({ kind: 'day', date });
const TERM: Period = { kind: 'term', startYear: 2026, term: 'Autumn term' };
const YEAR: Period = { kind: 'year', startYear: 2026 };
const LONGER: readonly Period[] = [TERM, YEAR];
/** The Monday of each week stands for all of its days. */
const MONDAYS = new Map([
  [40, '2026-09-28'],
  [41, '2026-10-05'],
  [42, '2026-10-12'],
]);

/** A school, and what it has in each week: possible sessions and how many of them absent. */
interface School {
  readonly area: typeof DARLINGTON;
  readonly weeks: Readonly<Record<number, readonly [possible: number, absent: number]>>;
}
const school = (area: typeof DARLINGTON, from = 40, to = 42, absent = 60): School => ({
  area,
  weeks: Object.fromEntries(
    [...MONDAYS.keys()].filter((each) => from <= each && each <= to).map((each) => [each, [1000, absent]]),
  ),
});
const LARGER: School = { area: DARLINGTON, weeks: { 40: [1700, 90], 41: [1700, 90], 42: [1700, 90] } };
const schools = (count: number, ...of: Parameters<typeof school>) => Array.from({ length: count }, () => school(...of));

function inputsOf(all: readonly School[], asOf: string): ReleaseInputs {
  const sums = new Map<string, InputRow & { readonly own: Map<School, number> }>();
  const add = (area: string, period: Period, one: School, [possible, absent]: readonly [number, number]) => {
    const key = `${area} ${periodKey(period)}`;
    const was = sums.get(key);
    const own = new Map(was?.own);
    own.set(one, (own.get(one) ?? 0) + possible);
    const count = (column: string, more: number) => [column, (was?.counts.get(column) ?? 0) + more] as const;
    sums.set(key, {
      ...{ area, phase: 'Primary', period, group: 'all', days: 1, bands: null, largestEnrolments: null, own },
      schools: own.size,
      schoolDays: (was?.schoolDays ?? 0) + 1,
      enrolmentDays: (was?.enrolmentDays ?? 0) + 100,
      counts: new Map([count('possible_sessions', possible), count('overall_absence', absent)]),
      largest: [...own.values()].reduce<Largest>(withLargest, [0, 0]),
    });
  };
  for (const one of all)
    for (const [number, figures] of Object.entries(one.weeks))
      for (const area of [ENGLAND_AREA, NORTH_EAST, one.area])
        for (const period of [day(MONDAYS.get(Number(number))!), week(Number(number)), TERM, YEAR])
          if (MONDAYS.get(Number(number))! <= asOf) add(areaKey(area), period, one, figures);
  const rows = [...sums.values()].map(({ own, ...row }): InputRow => row);
  return { startYear: 2026, asOf, areas: [ENGLAND_AREA, NORTH_EAST, DARLINGTON, HARTLEPOOL], sharing: [], rows };
}

const [FIRST, SECOND] = ['2026-10-09', '2026-10-16'];
const figure = ({ rows }: ReleaseInputs, area: string, period: Period, column = 'possible_sessions') =>
  rows.find((row) => row.area === area && periodKey(row.period) === periodKey(period))?.counts.get(column);
const AREAS = [DARLINGTON.newLaCode, NORTH_EAST.regionCode, 'E92000001'];
const OTHERS = schools(20, HARTLEPOOL);

test('late changes of the marks of the same schools come in', () => {
  const former = inputsOf([...OTHERS, ...schools(8, DARLINGTON)], FIRST);
  const now = inputsOf([...OTHERS, ...schools(8, DARLINGTON, 40, 42, 61)], SECOND);
  assert.deepEqual(keepPast(now, { ...former, hidden: NOTHING }, LEAST).rows, now.rows);
});

for (const [what, then, next] of [
  ['joined', schools(8, DARLINGTON), [...schools(8, DARLINGTON), school(DARLINGTON)]],
  ['left, and its data are deleted', schools(8, DARLINGTON), schools(7, DARLINGTON)],
  ['came in the place of another', schools(8, DARLINGTON), [...schools(7, DARLINGTON), LARGER]],
] as const)
  test(`nothing tells one school that ${what}: released weeks stay, for its authority, region and nation`, () => {
    const former = inputsOf([...OTHERS, ...then], FIRST);
    const inputs = inputsOf([...OTHERS, ...next], SECOND);
    const made = keepPast(inputs, { ...former, hidden: NOTHING }, LEAST);
    for (const area of AREAS) {
      for (const each of [40, 41]) {
        assert.equal(figure(made, area, week(each)), figure(former, area, week(each)), `${area} week ${each}`);
        assert.equal(figure(made, area, day(MONDAYS.get(each)!)), figure(former, area, day(MONDAYS.get(each)!)));
      }
      assert.equal(figure(made, area, week(42)), figure(inputs, area, week(42)));
      for (const longer of LONGER)
        assert.equal(
          figure(made, area, longer),
          figure(former, area, longer)! + figure(inputs, area, week(42))!,
          'the year is the sum of its weeks',
        );
    }
    assert.equal(figure(made, HARTLEPOOL.newLaCode, YEAR), figure(inputs, HARTLEPOOL.newLaCode, YEAR));
  });

test('the only school of an authority and phase leaves: what was released of it stays', () => {
  const former = inputsOf([...OTHERS, school(DARLINGTON)], FIRST);
  const made = keepPast(inputsOf(OTHERS, SECOND), { ...former, hidden: NOTHING }, LEAST);
  for (const area of AREAS) assert.equal(figure(made, area, week(41)), figure(former, area, week(41)), area);
  assert.equal(figure(made, DARLINGTON.newLaCode, YEAR), 2000);
  assert.equal(figure(made, 'E92000001', YEAR), 20 * 3000 + 2000);
});

test('many schools that join together come in with all of their year', () => {
  const former = inputsOf([...OTHERS, ...schools(8, DARLINGTON)], FIRST);
  const now = inputsOf([...OTHERS, ...schools(14, DARLINGTON)], SECOND);
  assert.deepEqual(keepPast(now, { ...former, hidden: NOTHING }, LEAST).rows, now.rows);
});

test('what is hidden of a week is never made again, so that its change tells nothing', () => {
  const former = inputsOf([...OTHERS, ...schools(8, DARLINGTON)], FIRST);
  const now = inputsOf([...OTHERS, ...schools(8, DARLINGTON, 40, 42, 61)], SECOND);
  const hidden = new Set([`weekly|${DARLINGTON.newLaCode}|Primary|2026-W40`]);
  const made = keepPast(now, { ...former, hidden }, LEAST);
  const absent = (of: ReleaseInputs, number: number) =>
    figure(of, DARLINGTON.newLaCode, week(number), 'overall_absence');
  assert.deepEqual([absent(made, 40), absent(made, 41)], [absent(former, 40), absent(now, 41)]);
  assert.equal(
    figure(made, 'E92000001', YEAR, 'overall_absence'),
    figure(now, 'E92000001', YEAR, 'overall_absence')! - 8,
  );
});
