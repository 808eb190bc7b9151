import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { departmentRule } from '../src/domain/disclosure/department-rule.ts';
import { releaseDays } from '../src/domain/release/calendar.ts';
import { releaseId } from '../src/domain/release/release-id.ts';
import { revisionsTable } from '../src/domain/release/revisions-table.ts';
import { academicYear } from '../src/domain/sessions/academic-year.ts';
import { addDays, dayOfWeek, mondayOf } from '../src/domain/sessions/dates.ts';
import { londonInstant } from '../src/domain/sessions/london.ts';
import { type Area, areaKey, ENGLAND } from '../src/domain/statistics/area.ts';
import { countColumnsOf } from '../src/domain/statistics/code-columns.ts';
import { ColumnCounts, placesOf } from '../src/domain/statistics/column-counts.ts';
import { ROW_SUMS, TOTALS } from '../src/domain/statistics/columns.ts';
import { type Period, periodKey, termOf, weekOf } from '../src/domain/statistics/period.ts';
import { PHASES, type Phase } from '../src/domain/statistics/phase.ts';
import type { InputRow, ReleaseInputs } from '../src/domain/statistics/release-inputs.ts';
import { statisticsOfInputs } from '../src/domain/statistics/statistics-of-inputs.ts';
import { readHeadlines } from '../src/publish/build-release.ts';
import { releaseOfFolder } from '../src/publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../src/publish/released/released-files.ts';
import { tablesOf } from '../src/publish/tables-of-statistics.ts';
import { writeStatistics } from '../src/publish/write-statistics.ts';

const START_YEAR = 2026;
const YEAR = academicYear(START_YEAR);
const COLUMNS = countColumnsOf(START_YEAR);
const PLACES = placesOf(COLUMNS);
/** Days of a week of the autumn half term. */
const HOLIDAY = '2026-10-26';

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

/**
 * A release of invented figures under real areas: some authorities have one special school, which is hidden, and some have none.
 * @param number of the academic year's releases, from 0; later ones know of a little more absence
 * @param former the release that its revisions are counted from
 */
export async function writeInventedRelease(
  folder: string,
  { number = 2, former = null }: { readonly number?: number; readonly former?: ReleasedFiles | null } = {},
): Promise<ReleasedFiles> {
  const asOf = releaseDays(YEAR)[number]!;
  const series = departmentRule(statisticsOfInputs(inventInputs(asOf, 1 + number / 200)).series);
  const weekly = await former?.gzip('weekly.csv');
  const revisions = weekly && revisionsTable(series.get('weekly')!, START_YEAR, readHeadlines(gunzipSync(weekly)));
  const tables = tablesOf(series, START_YEAR);
  await writeStatistics(folder, [...tables, ...(revisions ? [{ name: 'revisions', table: revisions }] : [])]);
  const publishedAt = londonInstant(addDays(asOf, 13), '09:30');
  return releaseOfFolder(folder, { id: releaseId(asOf), startYear: START_YEAR, asOf, publishedAt, note: null });
}

function inventInputs(asOf: string, late: number): ReleaseInputs {
  const places = readPlaces();
  const days = daysTo(asOf);
  const sums = new Map<string, Sum>();
  for (const { area, schools } of places)
    for (const phase of PHASES)
      if (schools[phase] > 0)
        for (const [place, day] of days.entries())
          for (const [group, leaves] of inventGroups(area, phase, schools[phase], place, late))
            for (const [key, period] of periodsOf(day, group))
              for (const code of [areaKey(area), area.regionCode, ENGLAND.code])
                add(sums, `${code}|${phase}|${group}|${key}`, {
                  period,
                  day,
                  leaves,
                  schools: schools[phase],
                  code,
                  phase,
                  group,
                });
  const rows = [...sums.values()].map(rowOf);
  const areas = [NATION, ...regionsOf(places), ...places.map(({ area }) => area)];
  const order = new Map(areas.map((area, place) => [areaKey(area), place]));
  return {
    startYear: START_YEAR,
    asOf,
    areas,
    sharing: [],
    rows: rows.toSorted(
      (a, b) => order.get(a.area)! - order.get(b.area)! || PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase),
    ),
  };
}

const NATION: Area = { level: 'National', regionCode: '', regionName: '', newLaCode: '', laName: '', oldLaCode: '' };

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
        Special: Math.max(0, Math.floor((schools - 20) / 30)),
      },
    };
  });
}

const regionsOf = (places: readonly Place[]): Area[] => [
  ...new Map(
    places.map(({ area: { regionCode, regionName } }): [string, Area] => [
      regionCode,
      { ...NATION, level: 'Regional', regionCode, regionName },
    ]),
  ).values(),
];

/** Weekdays from the first full week on, without those of a week of holidays. */
function daysTo(asOf: string): string[] {
  const found: string[] = [];
  for (let day = '2026-09-07'; day <= asOf; day = addDays(day, 1))
    if (dayOfWeek(day) <= 5 && mondayOf(day) !== HOLIDAY) found.push(day);
  return found;
}

const PUPILS: Readonly<Record<Phase, number>> = { Primary: 260, Secondary: 980, Special: 130 };

/** Something between 0 and 1 that is always the same for the same words. */
function chance(...words: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const letter of words.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Sessions of a day by column of one code, of all pupils and of each group. */
function inventGroups(
  area: Area,
  phase: Phase,
  schools: number,
  place: number,
  late: number,
): [string, Float64Array][] {
  const possible = schools * PUPILS[phase] * 2;
  const week = Math.floor(place / 5);
  const more =
    late *
    ABSENCE[phase] *
    (0.75 +
      0.3 * chance(area.regionCode) +
      0.3 * chance(area.newLaCode, phase) +
      0.05 * week +
      0.1 * chance(area.newLaCode, place)) *
    (place % 5 === 4 ? 1.12 : 1);
  const all = new Float64Array(COLUMNS.length);
  for (const [column, share] of Object.entries(SHARES)) set(all, column, Math.floor((possible * share * more) / 100));
  present(all, possible);
  const groups = GROUPS.flatMap(({ topic, groups: some, others }): [string, Float64Array][] => {
    const rest = Float64Array.from(all);
    const made = some.map(([name, part, factor]): [string, Float64Array] => {
      const own = new Float64Array(COLUMNS.length);
      const most = Math.floor(possible * part);
      for (const column of Object.keys(SHARES))
        set(own, column, Math.min(get(rest, column), Math.floor(get(all, column) * part * factor)));
      present(own, most);
      for (const place of own.keys()) rest[place]! -= own[place]!;
      return [`${topic}=${name}`, own];
    });
    return [...made, [`${topic}=${others}`, rest]];
  });
  return [['all', all], ...groups];
}

const get = (counts: Float64Array, column: string) => counts[PLACES.get(column)!]!;
const set = (counts: Float64Array, column: string, count: number) => {
  counts[PLACES.get(column)!] = count;
};

/** All other sessions are present, half of them in the morning. */
function present(counts: Float64Array, possible: number): void {
  const left = possible - counts.reduce((sum, count) => sum + count, 0);
  set(counts, 'reason_present_am', Math.ceil(left / 2));
  set(counts, 'reason_present_pm', Math.floor(left / 2));
}

/** A day is in its own row, in its week, its term and the year; groups of pupils have no days. */
function periodsOf(day: string, group: string): [string, Period][] {
  const periods: Period[] = [
    { kind: 'day', date: day },
    weekOf(day),
    { kind: 'term', startYear: START_YEAR, term: termOf(day) },
    { kind: 'year', startYear: START_YEAR },
  ];
  return periods.filter(({ kind }) => group === 'all' || kind !== 'day').map((period) => [periodKey(period), period]);
}

interface Part {
  readonly period: Period;
  readonly day: string;
  readonly leaves: Float64Array;
  readonly schools: number;
  readonly code: string;
  readonly phase: Phase;
  readonly group: string;
}

interface Sum extends Part {
  schoolDays: number;
  readonly days: Set<string>;
}

function add(sums: Map<string, Sum>, key: string, part: Part): void {
  const sum = sums.get(key);
  if (!sum) {
    const leaves = Float64Array.from(part.leaves);
    sums.set(key, { ...part, leaves, schoolDays: part.schools, days: new Set([part.day]) });
    return;
  }
  for (const [place, count] of part.leaves.entries()) sum.leaves[place]! += count;
  sum.schoolDays += part.schools;
  sum.days.add(part.day);
}

function rowOf({ code, phase, group, period, leaves, schoolDays, days }: Sum): InputRow {
  const counts = withTotals(leaves);
  const pupils = Math.round(get(counts, 'possible_sessions') / 2 / days.size);
  const schools = schoolDays / days.size;
  const share = (part: number) => Math.round(pupils * part);
  const long = period.kind === 'term' || period.kind === 'year';
  const absence = get(counts, 'overall_absence') / get(counts, 'possible_sessions') / 0.065;
  return {
    area: code,
    phase,
    period,
    group,
    schools,
    days: days.size,
    schoolDays,
    enrolmentDays: pupils * days.size,
    counts: new ColumnCounts(PLACES, counts),
    largest: [0, 0],
    bands: long ? BAND_SHARES.map((part, band) => share(band < 2 ? part : part * absence)) : null,
    largestEnrolments: long ? [0, 0] : null,
  };
}

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
