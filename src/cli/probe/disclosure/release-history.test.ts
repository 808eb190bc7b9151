import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSolver } from '../../../domain/disclosure/audit/bounds.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import { inputKey } from '../../../domain/release/find-kept.ts';
import { addDays } from '../../../domain/sessions/dates.ts';
import { lastDayOf, periodKey } from '../../../domain/statistics/period.ts';
import { PHASES } from '../../../domain/statistics/phase.ts';
import type { InputRow } from '../../../domain/statistics/release-inputs.ts';
import { createRandom } from '../../../sandbox/random.ts';
import { drawHistory } from './draw-history.ts';
import {
  authoritiesOf,
  bandsOf,
  type History,
  type HistorySchool,
  isOfPeriod,
  MONDAYS,
  sessionsOf,
  weekdaysFrom,
} from './history.ts';
import { attackHistory, type MadeRelease, publishHistory } from './publish-history.ts';

const LEAST = DEFAULT_SETTINGS.leastSchoolsUnknown;
const solver = await loadSolver();

/** As of which releases are made of six weeks: the second has the last week of a term, the third the first of the next. */
const FRIDAYS = ['2026-12-11', '2026-12-18', '2027-01-08', '2027-01-22'];
const DAYS = MONDAYS.flatMap(weekdaysFrom);

/**
 * Rows of authorities' weeks and days that have more or fewer sessions than in the release before, by what one to four schools have that came, went or were late:
 * late changes of marks leave as many. And pupils of terms to which nothing came.
 */
function findFew(made: readonly MadeRelease[], history: History): string[] {
  const { asOf } = history;
  const found: string[] = [];
  for (const [was, { inputs: next }] of made.slice(1).entries()) {
    const before = new Map(made[was]!.inputs.rows.map((row) => [inputKey(row), row]));
    for (const row of next.rows) {
      const old = before.get(inputKey(row));
      if (!old || !row.area.startsWith('E06') || lastDayOf(row.period) > asOf[was]!) continue;
      const others = history.schools.filter(
        ({ authority, phase, joins, leaves, late }) =>
          authority.newLaCode === row.area && phase === row.phase && (joins > 0 || leaves < Infinity || late),
      );
      const isFew = (difference: number, of: (school: HistorySchool) => number) =>
        difference !== 0 && sumsOfFew(others.map(of)).has(Math.abs(difference));
      const sessions = (school: HistorySchool) =>
        add(
          history.days
            .filter((day) => !school.closed.has(day) && isOfPeriod(day, row.period))
            .map((day) => sessionsOf(school, row.group, day, 0).possible),
        );
      if (isFew(possible(row) - possible(old), sessions)) found.push(`${asOf[was + 1]}: sessions of ${inputKey(row)}`);
      if (row.bands && isFew(add(row.bands) - add(old.bands!), (school) => add(bandsOf(history, school, row, was + 1))))
        found.push(`${asOf[was + 1]}: pupils of ${inputKey(row)}`);
    }
  }
  return found;
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const possible = ({ counts }: Pick<InputRow, 'counts'>): number => counts.get('possible_sessions')!;

/** What one to four of these are together. */
function sumsOfFew(figures: readonly number[]): ReadonlySet<number> {
  const sums = new Map<number, number>([[0, 0]]);
  for (const figure of figures.filter((each) => each > 0))
    for (const [sum, count] of [...sums])
      if (count < LEAST - 1) sums.set(sum + figure, Math.min(count + 1, sums.get(sum + figure) ?? LEAST));
  return new Set(sums.keys());
}

/** Sums that do not hold: a region is the sum of its authorities, a year that of its weeks, and all pupils are girls and boys; nothing is below nothing. */
function findWrongSums({ inputs: { rows, areas } }: MadeRelease): string[] {
  const regionOf = new Map(areas.map((area) => [area.newLaCode, area.regionCode]));
  const found = rows
    .filter((row) =>
      [...row.counts.values(), ...(row.bands ?? []), row.schools, row.schoolDays].some((count) => count < 0),
    )
    .map(inputKey);
  const sums = new Map<string, number>();
  const note = (key: string, by: number) => sums.set(key, (sums.get(key) ?? 0) + by);
  const there = new Set(rows.map(inputKey));
  // A group that is not counted yet is no row of its authority, where groups are never published; its pupils are in larger areas.
  const isApart = ({ phase, group, period }: InputRow) =>
    areas.some(({ newLaCode: area }) => {
      const own = { area, phase, period };
      return there.has(inputKey({ ...own, group: 'all' })) && !there.has(inputKey({ ...own, group }));
    });
  for (const row of rows) {
    const isAuthority = row.area.startsWith('E06');
    for (const [what, count] of [
      ...row.counts,
      ...(isApart(row) ? [] : (row.bands ?? [])).map((pupils, band) => [`band ${band}`, pupils] as const),
    ]) {
      note(`areas ${inputKey(row)} ${what}`, isAuthority ? 0 : -count);
      if (isAuthority)
        for (const area of [regionOf.get(row.area)!, 'E92000001'])
          note(`areas ${inputKey({ ...row, area })} ${what}`, count);
    }
    if (!isAuthority && row.period.kind !== 'day')
      for (const [what, count] of [
        ['sessions', possible(row)],
        ['pupils', add(row.bands ?? [])],
      ] as const)
        note(`groups ${inputKey({ ...row, group: 'all' })} ${what}`, row.group === 'all' ? -count : count);
    if (row.period.kind === 'week' || row.period.kind === 'year')
      note(`weeks ${inputKey({ ...row, period: YEAR })}`, row.period.kind === 'week' ? possible(row) : -possible(row));
  }
  return [...found, ...[...sums].filter(([, rest]) => rest !== 0).map(([key, rest]) => `${key}: ${rest}`)];
}

const YEAR = { kind: 'year', startYear: 2026 } as const;

function judge(schools: readonly HistorySchool[], releases: number = FRIDAYS.length) {
  return judgeHistory({ authorities: AUTHORITIES, schools, days: DAYS, asOf: FRIDAYS.slice(0, releases) });
}

function judgeHistory(history: History) {
  const made = publishHistory(history);
  const { recovered } = attackHistory(made, solver);
  return { made, recovered, few: findFew(made, history), wrong: made.flatMap(findWrongSums) };
}

const AUTHORITIES = authoritiesOf(8);

/** Eight authorities in two regions, as many schools of a phase in each. */
function usual(count: (place: number, phase: HistorySchool['phase']) => number): HistorySchool[] {
  return AUTHORITIES.flatMap((authority, place) =>
    PHASES.flatMap((phase, number) =>
      Array.from({ length: count(place, phase) }, (_, own): HistorySchool => {
        const id = place * 1000 + number * 100 + own;
        const pupils = 150 + 25 * ((id * 37) % 11) + (id % 23);
        return { id, authority, phase, pupils, joins: 0, leaves: Infinity, closed: new Set(), boys: false };
      }),
    ),
  );
}
const MANY = { Primary: 10, Secondary: 8, Special: 6 } as const;
const shut = (...days: readonly string[]) => new Set(days);

test('nothing comes or goes: nothing is hidden in any of four releases', () => {
  const { made, recovered, few, wrong } = judge(usual((_, phase) => MANY[phase]));
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  for (const { strict } of made) assert.equal(strict.hiddenRows, 0);
});

test('one school alone is open in the newest week: neither the week nor the year less that of the release before tells it', () => {
  for (const week of [2, 3]) {
    const schools = usual((_, phase) => MANY[phase]).map((school) =>
      school.id >= 1100 && school.id < 1200 && school.id !== 1103
        ? { ...school, closed: shut(...weekdaysFrom(MONDAYS[week]!)) }
        : school,
    );
    const { made, recovered, few, wrong } = judge(schools);
    assert.deepEqual([recovered, few, wrong], [[], [], []]);
    const newest = made.at(-1)!.strict;
    assert.ok(newest.hiddenRows < newest.rows / 5, `${newest.hiddenRows} of ${newest.rows}`);
  }
});

test('one school alone is open in the first and in the third week', () => {
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    school.id >= 1100 && school.id < 1200 && school.id !== 1103
      ? { ...school, closed: shut(...weekdaysFrom(MONDAYS[0]), ...weekdaysFrom(MONDAYS[2])) }
      : school,
  );
  const { recovered, few, wrong } = judge(schools);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
});

test('five schools join together, of which one alone is open on a Tuesday: its day is not told, so their weeks come from then on', () => {
  const TUESDAY = addDays(MONDAYS[0], 1);
  const isNew = ({ id }: HistorySchool) => id >= 4000 && id < 4005;
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    isNew(school) ? { ...school, joins: 1, closed: shut(...(school.id > 4000 ? [TUESDAY] : [])) } : school,
  );
  const { made, recovered, few, wrong } = judge(schools, 2);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  const week = (number: number, release: number) =>
    made[release]!.inputs.rows.find(
      ({ area, phase, group, period }) =>
        `${area}|${phase}|${group}|${periodKey(period)}` === `E06000104|Primary|all|2026-W${number}`,
    )!.schools;
  assert.deepEqual([week(49, 0), week(49, 1), week(50, 1), week(51, 1)], [5, 5, 10, 10]);
});

test('an authority whose first schools join has no week before, and nothing of no sessions', () => {
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    school.id >= 7000 ? { ...school, joins: 2 } : school,
  );
  const { made, recovered, few, wrong } = judge(schools);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  const own = made.at(-1)!.inputs.rows.filter(({ area }) => area === 'E06000107');
  const first = own
    .filter(({ period }) => period.kind === 'week')
    .map(({ period }) => periodKey(period))
    .sort()[0];
  assert.equal(first, '2027-W01');
  assert.ok(own.every((row) => row.schoolDays > 0 && possible(row) > 0));
});

test('all schools of a phase leave a region: its pupils to date are told once', () => {
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    school.id >= 4000 && school.phase === 'Special' ? { ...school, leaves: 1 } : school,
  );
  const { made, recovered, few, wrong } = judge(schools, 2);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  const pupils = (release: number) =>
    made[release]!.inputs.rows.filter(
      ({ area, phase, group, period }) =>
        `${area}|${phase}|${group}|${periodKey(period)}` === 'E12000009|Special|all|2026',
    ).map(({ bands }) => add(bands!));
  assert.deepEqual(pupils(1), pupils(0));
});

test('a school with the only girls of its authority joins, and is closed in the newest week: its girls are not told by all pupils less the boys', () => {
  const isOf = ({ id }: HistorySchool) => id >= 4100 && id < 4200;
  const schools = usual((_, phase) => MANY[phase]).map((school) => {
    if (!isOf(school)) return school;
    return school.id === 4100
      ? { ...school, joins: 1, closed: shut(...weekdaysFrom(MONDAYS[2])) }
      : { ...school, boys: true };
  });
  const { recovered, few, wrong } = judge(schools, 2);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
});

for (const seed of [2, 3])
  test(`schools join, leave, are late and alone in four releases, at random (${seed}): nobody who has them all can tell what is hidden`, () => {
    const size = { authorities: [8, 8], phases: [3, 3], weeks: [6, 6], releases: 4, wholeWeeks: true } as const;
    const { made, recovered, few, wrong } = judgeHistory(drawHistory(createRandom(seed), size));
    assert.deepEqual([recovered, few, wrong], [[], [], []]);
    const newest = made.at(-1)!.strict;
    assert.ok(newest.hiddenRows > 0);
  });
