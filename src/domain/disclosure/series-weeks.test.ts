import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '../sessions/dates.ts';
import { areaKey } from '../statistics/area.ts';
import { DARLINGTON, ENGLAND_AREA, NORTH_EAST } from '../statistics/counts.fixture.ts';
import { type Period, termOf, weekOf } from '../statistics/period.ts';
import { type InputRow, type Largest, type ReleaseInputs, withLargest } from '../statistics/release-inputs.ts';
import { statisticsOfInputs } from '../statistics/statistics-of-inputs.ts';
import { loadSolver } from './audit/bounds.ts';
import { auditStrict } from './audit-strict.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { strictRule } from './strict-rule.ts';

const AUTHORITIES = Array.from({ length: 8 }, (_, own) => ({
  ...DARLINGTON,
  newLaCode: `E0600000${own + 1}`,
  laName: `Authority ${own + 1}`,
}));
const FIRST_MONDAY = '2025-09-08';
const DAYS = [0, 7, 14].flatMap((week) => [0, 1, 2, 3, 4].map((day) => addDays(FIRST_MONDAY, week + day)));
const [TUESDAY] = DAYS.slice(6);

/** Which of an authority's schools of a phase are open on a day: all, but for what a test says. */
type Open = (authority: number, phase: string, day: string) => number;

/** Sessions of one school on one day: about 300 pupils, six in a hundred absent, always the same ones. */
function sessionsOf(school: number, day: string): readonly [present: number, authorised: number, unauthorised: number] {
  const draw = (salt: number) => ((school * 7919 + Number(day.slice(-2)) * 104_729 + salt * 31) % 97) / 97;
  const possible = 2 * Math.round(200 + 200 * (((school * 37) % 11) / 11));
  const authorised = Math.round(possible * (0.03 + 0.03 * draw(1)));
  const unauthorised = Math.round(possible * (0.015 + 0.015 * draw(2)));
  return [possible - authorised - unauthorised, authorised, unauthorised];
}

/** Three weeks of eight authorities with twelve primary, nine secondary and five special schools each. */
function inputsOf(open: Open): ReleaseInputs {
  const sums = new Map<string, { row: InputRow; bySchool: Map<number, number>; counts: Map<string, number> }>();
  const add = (area: string, phase: InputRow['phase'], period: Period, school: number, day: string) => {
    const key = JSON.stringify([area, phase, period]);
    const sum = sums.get(key) ?? { row: emptyRow(area, phase, period), bySchool: new Map(), counts: new Map() };
    sums.set(key, sum);
    const [present, authorised, unauthorised] = sessionsOf(school, day);
    const possible = present + authorised + unauthorised;
    const figures = {
      possible_sessions: possible,
      overall_attendance: present,
      present_sessions: present,
      approved_educational_activity: 0,
      overall_absence: authorised + unauthorised,
      authorised_absence: authorised,
      unauthorised_absence: unauthorised,
    };
    for (const [column, count] of Object.entries(figures))
      sum.counts.set(column, (sum.counts.get(column) ?? 0) + count);
    sum.bySchool.set(school, (sum.bySchool.get(school) ?? 0) + possible);
  };
  for (const [place, authority] of AUTHORITIES.entries())
    for (const [number, phase] of (['Primary', 'Secondary', 'Special'] as const).entries())
      for (const day of DAYS)
        for (let own = 0; own < open(place, phase, day); own++)
          for (const area of [ENGLAND_AREA, NORTH_EAST, authority])
            for (const period of periodsOf(day))
              add(areaKey(area), phase, period, place * 1000 + number * 100 + own, day);
  const rows = [...sums.values()].map(({ row, bySchool, counts }): InputRow => {
    const largest = [...bySchool.values()].reduce<Largest>(withLargest, [0, 0]);
    return {
      ...row,
      counts,
      largest,
      schools: bySchool.size,
      schoolDays: bySchool.size,
      enrolmentDays: 300 * bySchool.size,
    };
  });
  return { startYear: 2025, asOf: '2025-09-26', areas: [ENGLAND_AREA, NORTH_EAST, ...AUTHORITIES], sharing: [], rows };
}

const periodsOf = (day: string): Period[] => [
  { kind: 'day', date: day },
  weekOf(day),
  { kind: 'term', startYear: 2025, term: termOf(day) },
  { kind: 'year', startYear: 2025 },
];

const emptyRow = (area: string, phase: InputRow['phase'], period: Period): InputRow => ({
  area,
  phase,
  period,
  group: 'all',
  schools: 0,
  days: 1,
  schoolDays: 0,
  enrolmentDays: 0,
  counts: new Map(),
  largest: [0, 0],
  bands: null,
  largestEnrolments: null,
});

const USUAL: Open = (_, phase) => ({ Primary: 12, Secondary: 9, Special: 5 })[phase]!;

async function judge(open: Open) {
  const made = strictRule(statisticsOfInputs(inputsOf(open)).series, DEFAULT_SETTINGS);
  const { recovered } = auditStrict(made, DEFAULT_SETTINGS, await loadSolver());
  const hiddenIn = (series: string) =>
    made.series.get(series)!.filter(({ counts, schoolsHidden }) => counts === null && schoolsHidden);
  return { made, recovered, hiddenIn };
}

test('three weeks of days in which all is safe: nothing is hidden', async () => {
  const { made } = await judge(USUAL);
  assert.equal(made.hiddenRows, 0);
});

test('an authority with one school of a phase is hidden at all times, and few rows beside it', async () => {
  const { made, recovered, hiddenIn } = await judge((own, phase, day) =>
    own === 2 && phase === 'Special' ? 1 : USUAL(own, phase, day),
  );
  assert.deepEqual(recovered, []);
  for (const series of ['daily', 'weekly', 'Autumn term', 'year to date'])
    assert.ok(
      hiddenIn(series).some(({ area, phase }) => area.laName === 'Authority 3' && phase === 'Special'),
      series,
    );
  assert.ok(hiddenIn('daily').every(({ area }) => area.level === 'Local authority'));
  assert.ok(made.hiddenRows < made.rows / 4, `${made.hiddenRows} of ${made.rows}`);
});

test('one day on which one school alone was open is hidden with some of that week, and no longer time is', async () => {
  const { made, recovered, hiddenIn } = await judge((own, phase, day) =>
    own === 4 && phase === 'Secondary' && day === TUESDAY ? 1 : USUAL(own, phase, day),
  );
  assert.deepEqual(recovered, []);
  const days = hiddenIn('daily');
  assert.ok(
    days.some(({ area, period }) => area.laName === 'Authority 5' && period.kind === 'day' && period.date === TUESDAY),
  );
  for (const series of ['weekly', 'Autumn term', 'year to date']) assert.deepEqual(hiddenIn(series), [], series);
  assert.ok(made.hiddenRows <= 40, String(made.hiddenRows));
});
