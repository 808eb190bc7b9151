import { BANDS } from '../measures/absence-bands.ts';
import { addDays } from '../sessions/dates.ts';
import { type Area, areaKey } from '../statistics/area.ts';
import { DARLINGTON, ENGLAND_AREA, NORTH_EAST } from '../statistics/counts.fixture.ts';
import { type Period, periodKey, termOf, weekOf } from '../statistics/period.ts';
import type { Phase } from '../statistics/phase.ts';
import { type InputRow, type Largest, type ReleaseInputs, withLargest } from '../statistics/release-inputs.ts';
import { inputKey } from './find-kept.ts';

export const START_YEAR = 2026;
/** Three weeks before Christmas and three after. */
export const MONDAYS = ['2026-11-30', '2026-12-07', '2026-12-14', '2027-01-04', '2027-01-11', '2027-01-18'] as const;
/** As of which releases are made: the second has the last week of a term, the third the first of the next. */
export const FRIDAYS = ['2026-12-11', '2026-12-18', '2027-01-08', '2027-01-22'] as const;

const SOUTH_WEST: Area = { ...NORTH_EAST, regionCode: 'E12000009', regionName: 'South West' };
export const AUTHORITIES: readonly Area[] = Array.from({ length: 8 }, (_, place) => ({
  ...DARLINGTON,
  ...(place >= 4 && { regionCode: SOUTH_WEST.regionCode, regionName: SOUTH_WEST.regionName }),
  newLaCode: `E0600010${place}`,
  laName: `Authority ${place}`,
}));
const regionOf = (area: Area): Area => (area.regionCode === SOUTH_WEST.regionCode ? SOUTH_WEST : NORTH_EAST);

/** A school of a history of releases. Releases are counted from 0. */
export interface HistorySchool {
  readonly id: number;
  readonly authority: Area;
  readonly phase: Phase;
  readonly pupils: number;
  /** It shares from this release on, with all of its year. */
  readonly joins: number;
  /** Before this release it has left, and its data are deleted. */
  readonly leaves: number;
  /** Days on which it is closed. */
  readonly closed: ReadonlySet<string>;
  /** From this release on it has the week of this Monday too. */
  readonly late?: { readonly monday: string; readonly from: number };
  /** It has boys alone. */
  readonly boys: boolean;
}

/** Whether what a school has of a day is counted in a release. */
export const isIn = ({ joins, leaves, closed, late }: HistorySchool, day: string, release: number): boolean =>
  joins <= release &&
  release < leaves &&
  !closed.has(day) &&
  day <= FRIDAYS[release]! &&
  !(late && late.monday <= day && day <= addDays(late.monday, 4) && release < late.from);

const draw = (...parts: readonly number[]): number => {
  let hash = 17;
  for (const part of parts) hash = Math.imul(hash ^ part, 0x9e3779b1) ^ (hash >>> 11);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
};
const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** Possible sessions of a school and group on a day, and how many of them with each kind of absence: a few marks change with each release. */
export function sessionsOf(
  { id, pupils, boys }: HistorySchool,
  group: string,
  day: string,
  release: number,
): { readonly possible: number; readonly authorised: number; readonly unauthorised: number } {
  const of = (gender: 'F' | 'M', part: number) => {
    const possible = 2 * Math.round(pupils * part);
    const late = Math.floor(3 * draw(id, dayNumber(day), release, part * 100));
    const authorised = Math.ceil(possible * (0.03 + 0.03 * draw(id, dayNumber(day), part * 100))) + late;
    return group === 'all' || group === `gender=${gender}`
      ? { possible, authorised, unauthorised: Math.ceil(authorised / 2) }
      : { possible: 0, authorised: 0, unauthorised: 0 };
  };
  const [girls, others] = [of('F', boys ? 0 : 0.48), of('M', boys ? 1 : 0.52)];
  if (boys) return others;
  return {
    possible: girls.possible + others.possible,
    authorised: girls.authorised + others.authorised,
    unauthorised: girls.unauthorised + others.unauthorised,
  };
}

/** Pupils of a school and group by absence bands in a term or year, which others are after each week. */
export function bandsOf(school: HistorySchool, group: string, period: Period, release: number): number[] {
  const { id, pupils, boys } = school;
  const isOf = (day: string) => periodsOf(day).some((each) => periodKey(each) === periodKey(period));
  const weeks = MONDAYS.filter((monday) => isOf(monday) && isIn(school, addDays(monday, 4), release)).length;
  const of = (gender: 'F' | 'M') => {
    const all = Math.round(pupils * (gender === 'F' ? (boys ? 0 : 0.48) : boys ? 1 : 0.52));
    const share = (salt: number) => draw(id, salt, weeks, periodKey(period).length, gender.charCodeAt(0));
    const persistent = Math.round(all * (0.12 + 0.1 * share(1)));
    const severe = Math.round(all * (0.03 + 0.02 * share(2)));
    return BANDS.map((_, band) =>
      band === 0 ? all - persistent - severe : band === 3 ? persistent : band === 10 ? severe : 0,
    );
  };
  const all = (['F', 'M'] as const).filter((gender) => group === 'all' || group === `gender=${gender}`).map(of);
  return BANDS.map((_, band) => all.reduce((sum, bands) => sum + bands[band]!, 0));
}

/** The periods that a day is counted in. */
export const periodsOf = (day: string): Period[] => [
  { kind: 'day', date: day },
  weekOf(day),
  { kind: 'term', startYear: START_YEAR, term: termOf(day) },
  { kind: 'year', startYear: START_YEAR },
];

export const DAYS: readonly string[] = MONDAYS.flatMap((monday) =>
  [0, 1, 2, 3, 4].map((more) => addDays(monday, more)),
);
export const GROUPS = ['all', 'gender=F', 'gender=M'] as const;
/** The areas that a school is counted in. */
export const areasOf = ({ authority }: HistorySchool): Area[] => [ENGLAND_AREA, regionOf(authority), authority];

/** What one school, or all of an area, has in a period. */
interface Sum {
  readonly of: Pick<InputRow, 'area' | 'phase' | 'period' | 'group'>;
  readonly counts: Map<string, number>;
  readonly schools: Map<HistorySchool, number>;
  readonly days: Set<string>;
  schoolDays: number;
}

/** What would be read of these schools' tallies for a release. */
export function inputsOf(schools: readonly HistorySchool[], release: number): ReleaseInputs {
  const sums = new Map<string, Sum>();
  for (const school of schools)
    for (const own of sumSchool(school, release))
      for (const area of areasOf(school)) merge(sums, { ...own, of: { ...own.of, area: areaKey(area) } });
  const rows = [...sums.values()].map((sum) => rowOf(sum, release));
  const areas = [ENGLAND_AREA, NORTH_EAST, SOUTH_WEST, ...AUTHORITIES];
  return { startYear: START_YEAR, asOf: FRIDAYS[release]!, areas, sharing: [], rows };
}

function sumSchool(school: HistorySchool, release: number): Iterable<Sum> {
  const sums = new Map<string, Sum>();
  for (const day of DAYS.filter((each) => isIn(school, each, release)))
    for (const group of GROUPS) {
      const { possible, authorised, unauthorised } = sessionsOf(school, group, day, release);
      if (possible === 0) continue;
      const present = possible - authorised - unauthorised;
      const counts = new Map([
        ['possible_sessions', possible],
        ['overall_attendance', present],
        ['present_sessions', present],
        ['approved_educational_activity', 0],
        ['overall_absence', authorised + unauthorised],
        ['authorised_absence', authorised],
        ['unauthorised_absence', unauthorised],
      ]);
      for (const period of periodsOf(day)) {
        const of = { area: '', phase: school.phase, period, group };
        if (period.kind !== 'day' || group === 'all')
          merge(sums, { of, counts, schools: new Map([[school, possible]]), days: new Set([day]), schoolDays: 1 });
      }
    }
  return sums.values();
}

function merge(sums: Map<string, Sum>, { of, counts, schools, days, schoolDays }: Sum): void {
  const key = inputKey(of);
  const sum = sums.get(key) ?? { of, counts: new Map(), schools: new Map(), days: new Set(), schoolDays: 0 };
  sums.set(key, sum);
  for (const [column, count] of counts) sum.counts.set(column, (sum.counts.get(column) ?? 0) + count);
  for (const [school, possible] of schools) sum.schools.set(school, (sum.schools.get(school) ?? 0) + possible);
  for (const day of days) sum.days.add(day);
  sum.schoolDays += schoolDays;
}

function rowOf({ of, counts, schools, days, schoolDays }: Sum, release: number): InputRow {
  const largest = [...schools.values()].reduce<Largest>(withLargest, [0, 0]);
  const enrolmentDays = counts.get('possible_sessions')! / 2;
  const base = { ...of, counts, largest, days: days.size, schools: schools.size, schoolDays, enrolmentDays };
  if (of.period.kind === 'day' || of.period.kind === 'week') return { ...base, bands: null, largestEnrolments: null };
  const own = [...schools.keys()].map((school) => bandsOf(school, of.group, of.period, release));
  const add = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
  return {
    ...base,
    bands: BANDS.map((_, band) => add(own.map((bands) => bands[band]!))),
    largestEnrolments: own.map(add).reduce<Largest>(withLargest, [0, 0]),
  };
}
