import { sql } from 'kysely';
import type { Counts } from '../../domain/measures/counts.ts';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import { unpackBands } from '../../domain/tallies/packed-bands.ts';
import type { Handle } from '../../store/database.ts';
import { readKeptEach } from '../../store/kept-reads.ts';
import type { FreshnessFacts, RunFacts } from '../freshness/query.ts';
import type { Population } from '../population.ts';

/** A school of an area, with how fresh its data are. */
export interface AreaSchool {
  readonly urn: number;
  readonly name: string;
  readonly phase: 'Primary' | 'Secondary' | 'Special' | null;
  readonly town: string | null;
  readonly postcode: string | null;
  /** Name of its local authority. */
  readonly authority: string | null;
  readonly invented: boolean;
  readonly closeDate: string | null;
  readonly freshness: FreshnessFacts;
}

const RUN = sql`school_urn AS urn, kind, outcome, complete, started_at AS "startedAt", finished_at AS "finishedAt", held_date AS "heldDate",
  held_half AS "heldHalf"`;

type RunRow = Omit<RunFacts, 'error'> & { readonly urn: number };

/** The schools of the scope that are in the list of schools, in the order of their names. */
export async function readAreaSchools(handle: Handle, urns: readonly number[]): Promise<AreaSchool[]> {
  const { rows } = await sql<Omit<AreaSchool, 'freshness'>>`
    SELECT school.urn, school.name, school.published_phase AS phase, school.town, school.postcode, area.name AS authority,
      school.invented, school.close_date AS "closeDate"
    FROM school LEFT JOIN local_authority AS area ON area.la_code = school.la_code
    WHERE school.urn = ANY (${[...urns]}::integer[]) ORDER BY school.name, school.urn`.execute(handle);
  const last = await readLatestRuns(handle);
  const succeeded = await readLatestSuccesses(handle, last);
  const runOf = (run: RunRow | undefined): RunFacts | null => (run ? { ...run, error: null } : null);
  return rows.map((school) => ({
    ...school,
    freshness: { last: runOf(last.get(school.urn)), lastSucceeded: runOf(succeeded.get(school.urn)) },
  }));
}

/** The last run of each school in the scope. */
async function readLatestRuns(handle: Handle): Promise<Map<number, RunRow>> {
  const { rows } = await sql<RunRow>`SELECT ${RUN} FROM scope_latest_run`.execute(handle);
  return new Map(rows.map((run) => [run.urn, run]));
}

/** The last run of each school that succeeded and reached its own day: mostly the last one, and only of the others looked for. */
async function readLatestSuccesses(
  handle: Handle,
  last: ReadonlyMap<number, RunRow>,
): Promise<ReadonlyMap<number, RunRow>> {
  const others = [...last.values()].filter(({ outcome, kind }) => outcome !== 'succeeded' || kind === 'range');
  if (others.length === 0) return last;
  const { rows } = await sql<RunRow>`
    SELECT run.* FROM unnest(${others.map(({ urn }) => urn)}::integer[]) AS wanted (urn) CROSS JOIN LATERAL (
      SELECT ${RUN} FROM collection_run WHERE school_urn = wanted.urn AND outcome = 'succeeded' AND kind <> 'range'
      ORDER BY started_at DESC, run_id DESC LIMIT 1
    ) AS run`.execute(handle);
  const found = new Map(rows.map((run) => [run.urn, run]));
  const without = new Set(others.map(({ urn }) => urn));
  return new Map([...[...last].filter(([urn]) => !without.has(urn)), ...found]);
}

/** The latest academic year in which one of the schools has a possible session; null without one. */
export async function readLatestYear(handle: Handle, urns: readonly number[]): Promise<number | null> {
  const { rows } = await sql<{ year: number | null }>`
    SELECT max(academic_year) AS year FROM tally_year
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND population = 'all' AND pupil_group = 'all'
      AND attended + authorised + unauthorised > 0`.execute(handle);
  return rows[0]?.year ?? null;
}

/** The first and the last of the days on which one of the schools had a possible session; one must be among each. */
export async function findOpenDays(
  handle: Handle,
  urns: readonly number[],
  ends: { readonly first: readonly string[]; readonly last: readonly string[] },
): Promise<{ first: string; last: string }> {
  const firstOf = (days: readonly string[]) => sql`(
    SELECT asked.day FROM unnest(${[...days]}::date[]) WITH ORDINALITY AS asked (day, place)
    CROSS JOIN LATERAL (
      SELECT FROM tally_session
      WHERE school_urn = ANY (wanted.urns) AND day = asked.day AND attended + authorised + unauthorised > 0 LIMIT 1
    ) AS open
    ORDER BY asked.place LIMIT 1)`;
  const { rows } = await sql<{ first: string; last: string }>`
    SELECT ${firstOf(ends.first)} AS first, ${firstOf(ends.last.toReversed())} AS last
    FROM (SELECT ${[...urns]}::integer[] AS urns) AS wanted`.execute(handle);
  return rows[0]!;
}

/** A group of a school in an academic year to date. */
export interface YearRow extends Counts {
  readonly urn: number;
  readonly population: Population;
  /** The eleven bands, with commas between. */
  readonly enrolments: string;
  /** Packed: see `unpackWeeks`. */
  readonly weeks: string;
}

/** One group of each school, `all` for the whole population. */
export async function readYearRows(
  handle: Handle,
  urns: readonly number[],
  startYear: number,
  populations: readonly Population[],
  group: string,
): Promise<YearRow[]> {
  const { rows } = await sql<YearRow>`
    SELECT school_urn AS urn, population, attended, authorised, unauthorised, array_to_string(enrolments, ',') AS enrolments,
      weeks
    FROM tally_year WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${startYear}
      AND population = ANY (${[...populations]}::text[]) AND pupil_group = ${group}`.execute(handle);
  return rows;
}

/** What stands behind the number of a week in packed weeks; empty where it is not among them. A pattern would take five times as long. */
const ofWeek = (column: 'weeks' | 'week_bands', week: number) =>
  sql`split_part(split_part(',' || ${sql.ref(column)}, ${`,${week} `}, 2), ',', 1)`;

/** One group's pupils by absence band in a single week, by school. */
export async function readWeekBands(
  handle: Handle,
  { urns, year, population }: Of,
  group: string,
  week: number,
): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ urn: number; bands: string }>`
    SELECT school_urn AS urn, ${ofWeek('week_bands', week)} AS bands FROM tally_year
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${year.startYear} AND population = ${population}
      AND pupil_group = ${group}`.execute(handle);
  return new Map(rows.map(({ urn, bands }) => [urn, unpackBands(bands)]));
}

/** Whose rows are read. */
interface Of {
  readonly urns: readonly number[];
  readonly year: AcademicYear;
  readonly population: Population;
}

type PooledGroup = Counts & { readonly group: string; readonly enrolments: readonly number[] };

/** Every group in a single week, the schools together. */
export async function readPooledGroupsOfWeek(
  handle: Handle,
  { urns, year, population }: Of,
  week: number,
): Promise<PooledGroup[]> {
  const sum = (place: number) =>
    sql`coalesce(sum(nullif(split_part(counts, ' ', ${sql.lit(place)}), '')::integer), 0)::integer`;
  const { rows } = await sql<Counts & { group: string; bands: string }>`
    SELECT "group", ${sum(1)} AS attended, ${sum(2)} AS authorised, ${sum(3)} AS unauthorised, string_agg(bands, '') AS bands
    FROM (
      SELECT pupil_group AS "group", ${ofWeek('weeks', week)} AS counts, ${ofWeek('week_bands', week)} AS bands FROM tally_year
      WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${year.startYear} AND population = ${population} OFFSET 0
    ) AS each GROUP BY "group"`.execute(handle);
  return rows.map(({ bands, ...row }) => ({ ...row, enrolments: unpackBands(bands) }));
}

/** Every group, the schools together. */
export async function readPooledGroups(handle: Handle, { urns, year, population }: Of): Promise<PooledGroup[]> {
  const bands = sql.raw(
    Array.from({ length: 11 }, (_, band) => `sum(enrolments[${band + 1}])::integer`).join(" || ',' || "),
  );
  const { rows } = await sql<Counts & { group: string; enrolments: string }>`
    SELECT pupil_group AS "group", sum(attended)::integer AS attended, sum(authorised)::integer AS authorised,
      sum(unauthorised)::integer AS unauthorised, ${bands} AS enrolments
    FROM tally_year WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${year.startYear} AND population = ${population}
    GROUP BY pupil_group`.execute(handle);
  return rows.map((row) => ({ ...row, enrolments: row.enrolments.split(',').map(Number) }));
}

/** Pupils on roll on at least one of the days Monday to Friday of a week, by school. */
export async function readOnRoll(
  handle: Handle,
  weeks: readonly { readonly urn: number; readonly week: string }[],
): Promise<Map<number, number>> {
  const onRoll = new Map<number, number>();
  // Mostly all schools have the same last full week.
  for (const [week, schools] of Map.groupBy(weeks, ({ week }) => week)) {
    const urns = schools.map(({ urn }) => urn);
    const read = (changed: readonly number[]) => countOnRoll(handle, changed, week);
    for (const [urn, pupils] of await readKeptEach(handle, urns, `on roll ${week}`, read, 0)) onRoll.set(urn, pupils);
  }
  return onRoll;
}

async function countOnRoll(handle: Handle, urns: readonly number[], week: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ urn: number; pupils: number }>`
    SELECT school_urn AS urn, count(DISTINCT pupil_id)::integer AS pupils FROM enrolment
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND first_day <= ${week}::date + 4
      AND (last_day IS NULL OR last_day >= ${week}::date)
    GROUP BY school_urn`.execute(handle);
  return new Map(rows.map(({ urn, pupils }) => [urn, pupils]));
}
