import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { SafeRows } from '../src/domain/disclosure/safe-rows.ts';
import { DEFAULT_SETTINGS } from '../src/domain/disclosure/settings.ts';
import { hiddenRowsOf, strictRule } from '../src/domain/disclosure/strict-rule.ts';
import { releaseDays } from '../src/domain/release/calendar.ts';
import { releaseId } from '../src/domain/release/release-id.ts';
import { revisionsTable } from '../src/domain/release/revisions-table.ts';
import { academicYear } from '../src/domain/sessions/academic-year.ts';
import { addDays, dayOfWeek, mondayOf } from '../src/domain/sessions/dates.ts';
import { londonInstant } from '../src/domain/sessions/london.ts';
import { type Area, areaKey, NATION } from '../src/domain/statistics/area.ts';
import { countColumnsOf } from '../src/domain/statistics/code-columns.ts';
import { ColumnCounts, placesOf } from '../src/domain/statistics/column-counts.ts';
import { ROW_SUMS, TOTALS } from '../src/domain/statistics/columns.ts';
import { type Period, periodKey, termOf, weekOf } from '../src/domain/statistics/period.ts';
import { PHASES, type Phase } from '../src/domain/statistics/phase.ts';
import type { InputRow, Largest, ReleaseInputs } from '../src/domain/statistics/release-inputs.ts';
import { type Series, statisticsOfInputs } from '../src/domain/statistics/statistics-of-inputs.ts';
import { readHeadlines } from '../src/publish/build-release.ts';
import { releaseOfFolder } from '../src/publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../src/publish/released/released-files.ts';
import { tablesOf } from '../src/publish/tables-of-statistics.ts';
import { writeStatistics } from '../src/publish/write-statistics.ts';

const START_YEAR = 2026;
const YEAR = academicYear(START_YEAR);
const COLUMNS = countColumnsOf(START_YEAR);
const PLACES = placesOf(COLUMNS);
const ALL = 'all';
/** Days of a week of the autumn half term. */
const HOLIDAY = '2026-10-26';

/** Pupils of a school. */
const PUPILS: Readonly<Record<Phase, number>> = { Primary: 260, Secondary: 980, Special: 130 };
/** Per cent of possible sessions that a code has in an ordinary week, for all that are neither present nor illness. */
const SHARES: Readonly<Record<string, number>> = {
  reason_l_present_late_before_registers_closed: 1.5,
  reason_i_authorised_illness: 2.9,
  reason_m_authorised_medical_dental: 0.6,
  reason_r_authorised_religious_observance: 0.03,
  reason_s_authorised_study_leave: 0.04,
  reason_t_authorised_mobile_child: 0.03,
  reason_e_authorised_excluded: 0.12,
  reason_c_authorised_other: 0.5,
  reason_c1_authorised_regulated_performance: 0.01,
  reason_j1_authorised_interview: 0.01,
  reason_c2_authorised_temp_reduced_timetable: 0.09,
  reason_b_aea_education_off_site: 0.35,
  reason_j_aea_interview: 0.02,
  reason_p_aea_approved_sporting_activity: 0.06,
  reason_v_aea_educational_visit_trip: 0.42,
  reason_w_aea_work_experience: 0.05,
  reason_k_aea_education_arranged_by_la: 0.1,
  reason_g_unauthorised_holiday: 0.4,
  reason_u_unauthorised_late_after_registers_closed: 0.13,
  reason_o_other_unauthorised: 0.9,
  reason_n_no_reason_yet: 0.2,
};
const ABSENCE: Readonly<Record<Phase, number>> = { Primary: 0.8, Secondary: 1.3, Special: 2 };
/** Parts of pupils by five-point band of absence. */
const BAND_SHARES = [0.52, 0.29, 0.08, 0.04, 0.025, 0.015, 0.01, 0.006, 0.004, 0.003, 0.007];
/** Groups of each characteristic but the last, which is all others: their part of the pupils, and how much more they are absent. */
const GROUPS = [
  { topic: 'gender', groups: [['F', 0.49, 0.98]], others: 'M' },
  {
    topic: 'sen',
    groups: [
      ['ehc_plan', 0.05, 1.9],
      ['support', 0.14, 1.4],
    ],
    others: 'none',
  },
  { topic: 'free_school_meals', groups: [['yes', 0.26, 1.6]], others: 'no' },
] as const;

interface Place {
  readonly area: Area;
  readonly schools: Readonly<Record<Phase, number>>;
}

/** A release with what the next one must know of it. */
export interface InventedRelease extends ReleasedFiles {
  readonly hidden: ReadonlySet<string>;
}

/**
 * A release of invented figures under real areas, made safe as a real one is: some authorities have one special school, which is hidden, and some have none.
 * @param number of the academic year's releases, from 0; later ones know of a little more absence
 * @param former the release before, from which its revisions are counted
 */
export async function writeInventedRelease(
  folder: string,
  { number = 2, former = null }: { readonly number?: number; readonly former?: InventedRelease | null } = {},
): Promise<InventedRelease> {
  const asOf = releaseDays(YEAR)[number]!;
  const made = statisticsOfInputs(inventInputs(asOf, 1 + number / 200));
  const safe = strictRule(made.series, DEFAULT_SETTINGS, former && { asOf: [former.asOf], hidden: former.hidden });
  const series = safe.series as ReadonlyMap<Series, SafeRows>;
  const weekly = await former?.gzip('weekly.csv');
  const revisions = weekly && revisionsTable(series.get('weekly')!, START_YEAR, readHeadlines(gunzipSync(weekly)));
  const tables = tablesOf(series, START_YEAR);
  await writeStatistics(folder, [...tables, ...(revisions ? [{ name: 'revisions', table: revisions }] : [])]);
  const publishedAt = londonInstant(addDays(asOf, 13), '09:30');
  const facts = { id: releaseId(asOf), startYear: START_YEAR, asOf, publishedAt, note: null };
  return { ...releaseOfFolder(folder, facts), hidden: new Set(hiddenRowsOf(safe)) };
}

function inventInputs(asOf: string, late: number): ReleaseInputs {
  const places = readPlaces();
  const days = daysTo(asOf);
  const authorities = places.flatMap((place) => PHASES.flatMap((phase) => inventSums(place, phase, days, late)));
  const regions = addAreas(authorities, regionOf);
  const areas = [NATION, ...regionsOf(places), ...places.map(({ area }) => area)];
  const order = new Map(areas.map((area, place) => [areaKey(area), place]));
  return {
    startYear: START_YEAR,
    asOf,
    areas,
    sharing: [],
    rows: [...addAreas(regions, () => NATION), ...regions, ...authorities]
      .map(rowOf)
      .toSorted((a, b) => order.get(a.area)! - order.get(b.area)! || PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase)),
  };
}

function readPlaces(): Place[] {
  const file = join(import.meta.dirname, '../data/geography/local-authorities.csv');
  return (parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[]).map((row) => {
    const schools = Number(row['schools_2025_07']);
    return {
      area: {
        level: 'Local authority',
        regionCode: row['region_code']!,
        regionName: row['region_name']!,
        newLaCode: row['new_la_code']!,
        laName: row['la_name']!,
        oldLaCode: row['la_code']!,
      },
      schools: {
        Primary: Math.ceil(schools * 0.55),
        Secondary: Math.floor(schools * 0.14),
        Special: Math.max(0, Math.floor((schools - 20) / 10)),
      },
    };
  });
}

const regionOf = ({ regionCode, regionName }: Area): Area => ({ ...NATION, level: 'Regional', regionCode, regionName });
const regionsOf = (places: readonly Place[]): Area[] => [
  ...new Map(places.map(({ area }) => [area.regionCode, regionOf(area)])).values(),
];

/** Weekdays from the first full week on, without those of a week of holidays. */
function daysTo(asOf: string): string[] {
  const found: string[] = [];
  for (let day = '2026-09-07'; day <= asOf; day = addDays(day, 1))
    if (dayOfWeek(day) <= 5 && mondayOf(day) !== HOLIDAY) found.push(day);
  return found;
}

/** Something between 0 and 1 that is always the same for the same words. */
function chance(...words: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** What a row is made from. The same schools are open on all days: of a longer time there are sessions and days to add, and nothing else. */
interface Sum {
  readonly area: Area;
  readonly phase: Phase;
  readonly group: string;
  readonly period: Period;
  readonly schools: number;
  readonly days: number;
  readonly pupils: number;
  /** Sessions by column of one code. */
  readonly leaves: Float64Array;
  /** Pupils by band of absence: of terms and years. */
  readonly bands: Float64Array | null;
}

/** All sums of an authority and phase. */
function inventSums({ area, schools }: Place, phase: Phase, days: readonly string[], late: number): Sum[] {
  const base = { area, phase, schools: schools[phase], days: 1, bands: null };
  const pupils = base.schools * PUPILS[phase];
  if (pupils === 0) return [];
  const ofDays = days.flatMap((day, place) =>
    withGroups(inventDay(area, phase, pupils, place, late), pupils, SESSIONS).flatMap(([group, own]) =>
      periodsOf(day, group).map((period): Sum => ({ ...base, group, period, pupils: own.pupils, leaves: own.counts })),
    ),
  );
  return withBands(addUp(ofDays, (a, b) => ({ ...a, days: a.days + b.days, leaves: plus(a.leaves, b.leaves) })));
}

/** Sessions of a day by column of one code, of all pupils. */
function inventDay({ regionCode, newLaCode }: Area, phase: Phase, pupils: number, place: number, late: number) {
  const ofArea = 0.75 + 0.3 * chance(regionCode) + 0.3 * chance(newLaCode, phase) + 0.1 * chance(newLaCode, place);
  const friday = place % 5 === 4 ? 1.12 : 1;
  const more = late * ABSENCE[phase] * (ofArea + 0.05 * Math.floor(place / 5)) * friday;
  const day = new Float64Array(COLUMNS.length);
  for (const [column, share] of Object.entries(SHARES)) set(day, column, Math.floor((pupils * 2 * share * more) / 100));
  return fill(day, pupils, SESSIONS);
}

/** A day is in its own row, in its week, its term and the year; groups of pupils have no days. */
function periodsOf(day: string, group: string): Period[] {
  const longer: Period[] = [
    weekOf(day),
    { kind: 'term', startYear: START_YEAR, term: termOf(day) },
    { kind: 'year', startYear: START_YEAR },
  ];
  return group === ALL ? [{ kind: 'day', date: day }, ...longer] : longer;
}

/** How many counts each pupil is in, and the places of what most of them are. */
interface Filling {
  readonly each: number;
  readonly places: readonly number[];
}

const SESSIONS: Filling = {
  each: 2,
  places: ['reason_present_am', 'reason_present_pm'].map((column) => PLACES.get(column)!),
};
const BANDS: Filling = { each: 1, places: [0] };

/** Gives all that the other places leave to those of what most are, evenly. */
function fill(counts: Float64Array, pupils: number, { each, places }: Filling): Float64Array {
  for (const place of places) counts[place] = 0;
  const left = counts.reduce((rest, count) => rest - count, pupils * each);
  for (const [number, place] of places.entries()) counts[place] = Math.floor((left + number) / places.length);
  return counts;
}

/** Some pupils, and counts of them. */
interface Counted {
  readonly pupils: number;
  readonly counts: Float64Array;
}

/** Counts of all pupils and of each group: the last of a characteristic has all that the others leave. */
function withGroups(counts: Float64Array, pupils: number, filling: Filling): [string, Counted][] {
  const all: Counted = { pupils, counts };
  const groups = GROUPS.flatMap(({ topic, groups: some, others }): [string, Counted][] => {
    const made = some.map(([name, part, factor]): [string, Counted] => [
      `${topic}=${name}`,
      partOf(all, part, factor, filling),
    ]);
    return [...made, [`${topic}=${others}`, made.reduce((rest, [, own]) => less(rest, own), all)]];
  });
  return [[ALL, all], ...groups];
}

function partOf(all: Counted, part: number, factor: number, filling: Filling): Counted {
  const pupils = Math.floor(all.pupils * part);
  const counts = all.counts.map((count) => Math.floor(count * part * factor));
  return { pupils, counts: fill(counts, pupils, filling) };
}

const less = (all: Counted, own: Counted): Counted => ({
  pupils: all.pupils - own.pupils,
  counts: all.counts.map((count, place) => count - own.counts[place]!),
});

const plus = (a: Float64Array, b: Float64Array) => a.map((count, place) => count + b[place]!);

const sumKey = ({ area, phase, group, period }: Omit<Sum, 'bands'>) =>
  `${areaKey(area)}|${phase}|${group}|${periodKey(period)}`;

const addUp = (sums: readonly Sum[], add: (a: Sum, b: Sum) => Sum): Sum[] =>
  [...Map.groupBy(sums, sumKey).values()].map((same) => same.reduce(add));

const addAreas = (sums: readonly Sum[], areaOf: (area: Area) => Area): Sum[] =>
  addUp(
    sums.map((sum) => ({ ...sum, area: areaOf(sum.area) })),
    (a, b) => ({
      ...a,
      schools: a.schools + b.schools,
      pupils: a.pupils + b.pupils,
      leaves: plus(a.leaves, b.leaves),
      bands: a.bands && b.bands && plus(a.bands, b.bands),
    }),
  );

/** With pupils by band of absence, of terms and years. */
function withBands(sums: readonly Sum[]): Sum[] {
  const whole = sums.filter(({ group, period: { kind } }) => group === ALL && (kind === 'term' || kind === 'year'));
  const bands = new Map(
    whole.flatMap((all) =>
      withGroups(inventBands(all), all.pupils, BANDS).map(([group, { counts }]) => [sumKey({ ...all, group }), counts]),
    ),
  );
  return sums.map((sum) => ({ ...sum, bands: bands.get(sumKey(sum)) ?? null }));
}

function inventBands({ leaves, pupils }: Sum): Float64Array {
  const counts = withTotals(leaves);
  const absence = get(counts, 'overall_absence') / get(counts, 'possible_sessions') / 0.065;
  const bands = BAND_SHARES.map((part, band) => Math.floor(pupils * part * (band < 2 ? 1 : absence)));
  return fill(Float64Array.from(bands), pupils, BANDS);
}

function rowOf({ area, phase, group, period, schools, days, pupils, leaves, bands }: Sum): InputRow {
  const counts = withTotals(leaves);
  // All schools are of one size.
  const largest = (all: number): Largest => [all / schools, schools > 1 ? all / schools : 0];
  return {
    ...{ area: areaKey(area), phase, period, group, schools, days },
    schoolDays: schools * days,
    enrolmentDays: pupils * days,
    counts: new ColumnCounts(PLACES, counts),
    largest: largest(get(counts, 'possible_sessions')),
    bands: bands && [...bands],
    largestEnrolments: bands && largest(pupils),
  };
}

const get = (counts: Float64Array, column: string) => counts[PLACES.get(column)!]!;
const set = (counts: Float64Array, column: string, count: number) => {
  counts[PLACES.get(column)!] = count;
};

/** Totals of each kind from the codes. */
function withTotals(leaves: Float64Array): Float64Array {
  const counts = Float64Array.from(leaves);
  const codes = COLUMNS.filter((column) => !(TOTALS as readonly string[]).includes(column));
  const sum = (isIn: (column: string) => boolean) =>
    codes.filter(isIn).reduce((all, column) => all + get(leaves, column), 0);
  set(
    counts,
    'authorised_absence',
    sum((column) => /^reason_\w+?_authorised/.test(column)),
  );
  set(
    counts,
    'approved_educational_activity',
    sum((column) => column.includes('_aea_')),
  );
  set(counts, 'reason_present', get(leaves, 'reason_present_am') + get(leaves, 'reason_present_pm'));
  // From the smaller sums to those that hold them.
  for (const { whole, parts } of ROW_SUMS.toReversed())
    set(
      counts,
      whole,
      parts.reduce((all, column) => all + get(counts, column), 0),
    );
  return counts;
}
