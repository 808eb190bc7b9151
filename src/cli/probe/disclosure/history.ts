import { BANDS } from '../../../domain/measures/absence-bands.ts';
import { inputKey } from '../../../domain/release/find-kept.ts';
import { addDays } from '../../../domain/sessions/dates.ts';
import { type Area, areaKey, NATION } from '../../../domain/statistics/area.ts';
import { type Period, periodKey, spansOf, weekOf } from '../../../domain/statistics/period.ts';
import type { Phase } from '../../../domain/statistics/phase.ts';
import {
  type InputRow,
  type Largest,
  type ReleaseInputs,
  withLargest,
} from '../../../domain/statistics/release-inputs.ts';
import { chance } from '../../../sandbox/random.ts';

/** Invented schools of a few authorities, the days on which they are open, and the days as of which releases are made of them. */
export interface History {
  readonly authorities: readonly Area[];
  readonly schools: readonly HistorySchool[];
  readonly days: readonly string[];
  /** The last day that each release counts; releases are counted from 0. */
  readonly asOf: readonly string[];
}

/** Three weeks before Christmas and three after. */
export const MONDAYS = ['2026-11-30', '2026-12-07', '2026-12-14', '2027-01-04', '2027-01-11', '2027-01-18'] as const;
const START_YEAR = 2026;

export const weekdaysFrom = (monday: string): string[] => [0, 1, 2, 3, 4].map((more) => addDays(monday, more));

const REGIONS: readonly Area[] = [
  { ...NATION, level: 'Regional', regionCode: 'E12000001', regionName: 'North East' },
  { ...NATION, level: 'Regional', regionCode: 'E12000009', regionName: 'South West' },
];

/** Authorities, the first half of them in one region and the others in another. */
export const authoritiesOf = (count: number): Area[] =>
  Array.from({ length: count }, (_, place) => ({
    ...REGIONS[place < count / 2 ? 0 : 1]!,
    level: 'Local authority',
    newLaCode: `E0600010${place}`,
    laName: `Authority ${place}`,
    oldLaCode: `80${place}`,
  }));

/** A school of a history. */
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
const isIn = (
  { asOf }: History,
  { joins, leaves, closed, late }: HistorySchool,
  day: string,
  release: number,
): boolean =>
  joins <= release &&
  release < leaves &&
  !closed.has(day) &&
  day <= asOf[release]! &&
  !(late && late.monday <= day && day <= addDays(late.monday, 4) && release < late.from);

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
    const late = Math.floor(3 * chance(id, dayNumber(day), release, part * 100));
    const authorised = Math.min(
      possible,
      Math.ceil(possible * (0.03 + 0.03 * chance(id, dayNumber(day), part * 100))) + late,
    );
    return group === 'all' || group === `gender=${gender}`
      ? { possible, authorised, unauthorised: Math.min(possible - authorised, Math.ceil(authorised / 2)) }
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
export function bandsOf(
  history: History,
  school: HistorySchool,
  { group, period }: Pick<InputRow, 'group' | 'period'>,
  release: number,
): number[] {
  const { id, pupils, boys } = school;
  const days = history.days.filter((day) => isOfPeriod(day, period) && isIn(history, school, day, release));
  const weeks = new Set(days.map((day) => periodKey(weekOf(day)))).size;
  const of = (gender: 'F' | 'M') => {
    const all = Math.round(pupils * (gender === 'F' ? (boys ? 0 : 0.48) : boys ? 1 : 0.52));
    const share = (salt: number) => chance(id, salt, weeks, periodKey(period).length, gender.charCodeAt(0));
    const persistent = Math.round(all * (0.12 + 0.1 * share(1)));
    const severe = Math.round(all * (0.03 + 0.02 * share(2)));
    return BANDS.map((_, band) =>
      band === 0 ? all - persistent - severe : band === 3 ? persistent : band === 10 ? severe : 0,
    );
  };
  const all = (['F', 'M'] as const).filter((gender) => group === 'all' || group === `gender=${gender}`).map(of);
  return BANDS.map((_, band) => all.reduce((sum, bands) => sum + bands[band]!, 0));
}

const periods = new Map<string, readonly Period[]>();

/** The periods that a day is counted in. */
export function periodsOf(day: string): readonly Period[] {
  let own = periods.get(day);
  if (own === undefined) periods.set(day, (own = [{ kind: 'day', date: day }, weekOf(day), ...spansOf(day)]));
  return own;
}

/** Whether a day is counted in a period. */
export const isOfPeriod = (day: string, period: Period): boolean =>
  periodsOf(day).some((each) => periodKey(each) === periodKey(period));

const GROUPS = ['all', 'gender=F', 'gender=M'] as const;
/** The areas that a school is counted in. */
const areasOf = ({ authority }: HistorySchool): Area[] => [
  NATION,
  REGIONS.find(({ regionCode }) => regionCode === authority.regionCode)!,
  authority,
];

/** What one school, or all of an area, has in a period. */
interface Sum {
  readonly of: Pick<InputRow, 'area' | 'phase' | 'period' | 'group'>;
  readonly counts: Map<string, number>;
  readonly schools: Map<HistorySchool, number>;
  readonly days: Set<string>;
  schoolDays: number;
}

/** What would be read of the schools' tallies for a release. */
export function inputsOf(history: History, release: number): ReleaseInputs {
  const sums = new Map<string, Sum>();
  for (const school of history.schools)
    for (const own of sumSchool(history, school, release))
      for (const area of areasOf(school)) merge(sums, { ...own, of: { ...own.of, area: areaKey(area) } });
  const rows = [...sums.values()].map((sum) => rowOf(history, sum, release));
  const areas = [NATION, ...REGIONS, ...history.authorities];
  return { startYear: START_YEAR, asOf: history.asOf[release]!, areas, sharing: [], rows };
}

function sumSchool(history: History, school: HistorySchool, release: number): Iterable<Sum> {
  const sums = new Map<string, Sum>();
  for (const day of history.days.filter((each) => isIn(history, school, each, release)))
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

function rowOf(history: History, { of, counts, schools, days, schoolDays }: Sum, release: number): InputRow {
  const largest = [...schools.values()].reduce<Largest>(withLargest, [0, 0]);
  const enrolmentDays = counts.get('possible_sessions')! / 2;
  const base = { ...of, counts, largest, days: days.size, schools: schools.size, schoolDays, enrolmentDays };
  if (of.period.kind === 'day' || of.period.kind === 'week') return { ...base, bands: null, largestEnrolments: null };
  const own = [...schools.keys()].map((school) => bandsOf(history, school, of, release));
  const add = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
  return {
    ...base,
    bands: BANDS.map((_, band) => add(own.map((bands) => bands[band]!))),
    largestEnrolments: own.map(add).reduce<Largest>(withLargest, [0, 0]),
  };
}
