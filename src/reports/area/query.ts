import { sql } from 'kysely';
import type { Counts } from '../../domain/measures/counts.ts';
import type { Handle } from '../../store/database.ts';
import { type FreshnessFacts, JSON_RUN, type JsonRun, runOfJson } from '../freshness/query.ts';
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

interface SchoolRow extends Omit<AreaSchool, 'freshness'> {
  readonly last: JsonRun | null;
  readonly succeeded: JsonRun | null;
}

/** The schools of these URNs that are in the list of schools, in the order of their names. */
export async function readAreaSchools(handle: Handle, urns: readonly number[]): Promise<AreaSchool[]> {
  const { rows } = await sql<SchoolRow>`
    SELECT school.urn, school.name, school.published_phase AS phase, school.town, school.postcode, area.name AS authority,
      school.invented, school.close_date AS "closeDate", last.run AS last, succeeded.run AS succeeded
    FROM school
    LEFT JOIN local_authority AS area ON area.la_code = school.la_code
    LEFT JOIN LATERAL (
      SELECT ${JSON_RUN} AS run FROM collection_run WHERE school_urn = school.urn ORDER BY started_at DESC, run_id DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN LATERAL (
      SELECT ${JSON_RUN} AS run FROM collection_run WHERE school_urn = school.urn AND outcome = 'succeeded' AND kind <> 'range'
        AND (last.run IS NULL OR last.run ->> 'outcome' <> 'succeeded' OR last.run ->> 'kind' = 'range')
      ORDER BY started_at DESC, run_id DESC LIMIT 1
    ) AS succeeded ON true
    WHERE school.urn = ANY (${[...urns]}::integer[]) ORDER BY school.name, school.urn`.execute(handle);
  return rows.map(({ last, succeeded, ...school }) => ({
    ...school,
    // Mostly the last run succeeded, and is not looked for twice.
    freshness: { last: runOfJson(last), lastSucceeded: runOfJson(succeeded ?? successOf(last)) },
  }));
}

const successOf = (run: JsonRun | null): JsonRun | null =>
  run?.outcome === 'succeeded' && run.kind !== 'range' ? run : null;

/** The latest academic year in which one of the schools has a possible session; null without one. */
export async function readLatestYear(handle: Handle, urns: readonly number[]): Promise<number | null> {
  const { rows } = await sql<{ year: number | null }>`
    SELECT max(academic_year) AS year FROM tally_year
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND population = 'all' AND pupil_group = 'all'
      AND attended + authorised + unauthorised > 0`.execute(handle);
  return rows[0]?.year ?? null;
}

/** The first of the days, in the order given, on which one of the schools had a possible session; null without one. */
export async function findOpenDay(
  handle: Handle,
  urns: readonly number[],
  days: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    SELECT asked.day FROM unnest(${[...days]}::date[]) WITH ORDINALITY AS asked (day, place)
    CROSS JOIN LATERAL (
      SELECT FROM tally_session
      WHERE school_urn = ANY (${[...urns]}::integer[]) AND day = asked.day AND attended + authorised + unauthorised > 0 LIMIT 1
    ) AS open
    ORDER BY asked.place LIMIT 1`.execute(handle);
  return rows[0]?.day ?? null;
}

/** Whether any of the schools has pupils of the statistical population in an academic year. */
export async function haveStatistical(handle: Handle, urns: readonly number[], startYear: number): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    SELECT EXISTS (SELECT FROM tally_year WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${startYear}
      AND population = 'statistical') AS has`.execute(handle);
  return rows[0]!.has;
}

/** A group of a school in an academic year to date. */
export interface YearRow extends Counts {
  readonly urn: number;
  readonly group: string;
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
  population: Population,
  group: string,
): Promise<YearRow[]> {
  const { rows } = await sql<YearRow>`
    SELECT school_urn AS urn, pupil_group AS "group", attended, authorised, unauthorised, array_to_string(enrolments, ',') AS enrolments,
      weeks
    FROM tally_year WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${startYear} AND population = ${population}
      AND pupil_group = ${group}`.execute(handle);
  return rows;
}

/** Every group, the schools together. */
export async function readPooledGroups(
  handle: Handle,
  urns: readonly number[],
  startYear: number,
  population: Population,
): Promise<(Counts & { group: string; enrolments: number[] })[]> {
  const bands = sql.raw(
    Array.from({ length: 11 }, (_, band) => `sum(enrolments[${band + 1}])::integer`).join(" || ',' || "),
  );
  const { rows } = await sql<Counts & { group: string; enrolments: string }>`
    SELECT pupil_group AS "group", sum(attended)::integer AS attended, sum(authorised)::integer AS authorised,
      sum(unauthorised)::integer AS unauthorised, ${bands} AS enrolments
    FROM tally_year WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${startYear} AND population = ${population}
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
    const { rows } = await sql<{ urn: number; pupils: number }>`
      SELECT school_urn AS urn, count(DISTINCT pupil_id)::integer AS pupils FROM enrolment
      WHERE school_urn = ANY (${schools.map(({ urn }) => urn)}::integer[]) AND first_day <= ${week}::date + 4
        AND (last_day IS NULL OR last_day >= ${week}::date)
      GROUP BY school_urn`.execute(handle);
    for (const { urn, pupils } of rows) onRoll.set(urn, pupils);
  }
  return onRoll;
}
