import { sql } from 'kysely';
import type { Half } from '../../domain/sessions/dates.ts';
import { unpackBands } from '../../domain/tallies/packed-bands.ts';
import type { Handle } from '../../store/database.ts';

export interface WeekRow {
  readonly week: string;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  /** Packed by code: see `unpackCounts`. */
  readonly counts: string;
}

export interface DayRow {
  readonly day: string;
  readonly half: Half;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
}

export interface GroupRow {
  readonly group: string;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
}

/** First and last day of something, inclusive. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The latest day with a possible session at any of the schools; null before the first. */
export async function readLatestDay(handle: Handle, urns: readonly number[]): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    SELECT max(day) AS day FROM tally_session
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND attended + authorised + unauthorised > 0`.execute(handle);
  return rows[0]?.day ?? null;
}

/** A pupil group's weeks in order, schools together. Weeks without any mark have no row. */
export async function readWeeks(
  handle: Handle,
  urns: readonly number[],
  group: string,
  range: Range,
): Promise<WeekRow[]> {
  const { rows } = await sql<WeekRow>`
    SELECT week, sum(attended)::integer AS attended, sum(authorised)::integer AS authorised,
      sum(unauthorised)::integer AS unauthorised, string_agg(counts, '') AS counts
    FROM tally_week
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND pupil_group = ${group} AND counts <> '' AND week BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY week ORDER BY week`.execute(handle);
  return rows;
}

/** Sessions of each year group over a range of whole weeks. */
export async function readYearGroups(handle: Handle, urns: readonly number[], range: Range): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    SELECT pupil_group AS "group", sum(attended)::integer AS attended, sum(authorised)::integer AS authorised,
      sum(unauthorised)::integer AS unauthorised
    FROM tally_week
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND pupil_group LIKE 'nc\\_year=%' AND counts <> '' AND week BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY pupil_group`.execute(handle);
  return rows;
}

/** Enrolments by absence band to the end of the latest week, for all pupils, the statistical population and each year group. */
export async function readBands(handle: Handle, urn: number, range: Range): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ group: string; bands: string }>`
    SELECT pupil_group AS "group", bands FROM tally_week
    WHERE school_urn = ${urn}
      AND week = (SELECT max(week) FROM tally_week WHERE school_urn = ${urn} AND pupil_group = 'all' AND bands <> '' AND week BETWEEN ${range.from}::date AND ${range.to}::date)
      AND bands <> '' AND (pupil_group IN ('all', 'statistical') OR pupil_group LIKE 'nc\\_year=%')`.execute(handle);
  return new Map(rows.map(({ group, bands }) => [group, unpackBands(bands)]));
}

/**
 * The first and the last day of a range on which these year groups had a possible session; null without one.
 * @param years NC years, or null for all
 */
export async function readDays(
  handle: Handle,
  urns: readonly number[],
  years: readonly string[] | null,
  range: Range,
): Promise<Range | null> {
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    SELECT min(day) AS "from", max(day) AS "to" FROM tally_session
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND attended + authorised + unauthorised > 0 AND day BETWEEN ${range.from}::date AND ${range.to}::date
      AND ${years === null ? sql`true` : sql`nc_year = ANY (${[...years]}::text[])`}`.execute(handle);
  const { from, to } = rows[0]!;
  return from === null || to === null ? null : { from, to };
}

/** The sessions of a day that were possible for these year groups: morning, afternoon, or both. */
export async function readDay(
  handle: Handle,
  urns: readonly number[],
  years: readonly string[] | null,
  day: string,
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    SELECT day, half, sum(attended)::integer AS attended, sum(authorised)::integer AS authorised, sum(unauthorised)::integer AS unauthorised
    FROM tally_session
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND day = ${day}::date AND attended + authorised + unauthorised > 0
      AND ${years === null ? sql`true` : sql`nc_year = ANY (${[...years]}::text[])`}
    GROUP BY day, half ORDER BY half`.execute(handle);
  return rows;
}

/**
 * Pupils with a possible session in a week. In the week of a conversion a pupil may have sessions at both schools: the same
 * UPN is counted at the first of the URNs only.
 */
export async function countPupilsOfWeek(
  handle: Handle,
  urns: readonly number[],
  years: readonly string[] | null,
  week: string,
): Promise<number> {
  const sessions = sql`attended + authorised + unauthorised > 0`;
  const wanted = sql`${[...urns]}::integer[]`;
  const again = sql`EXISTS (
    SELECT FROM pupil_identity AS mine
    JOIN pupil_identity AS other ON other.upn = mine.upn
      AND array_position(${wanted}, other.school_urn) < array_position(${wanted}, mine.school_urn)
    JOIN register_week AS seen ON seen.school_urn = other.school_urn AND seen.pupil_id = other.pupil_id
      AND seen.week = register_week.week AND seen.attended + seen.authorised + seen.unauthorised > 0
    WHERE mine.school_urn = register_week.school_urn AND mine.pupil_id = register_week.pupil_id
      AND other.school_urn = ANY (${wanted}))`;
  const { rows } = await sql<{ pupils: number }>`
    SELECT count(*)::integer AS pupils FROM register_week
    JOIN profile ON profile.school_urn = register_week.school_urn AND profile.profile = register_week.profile
    WHERE register_week.school_urn = ANY (${wanted}) AND week = ${week}::date AND ${sessions}
      AND ${years === null ? sql`true` : sql`nc_year = ANY (${[...years]}::text[])`}
      AND ${urns.length > 1 ? sql`NOT ${again}` : sql`true`}`.execute(handle);
  return rows[0]!.pupils;
}

/**
 * What pupils' two marks of a day were, and of how many pupils.
 * @param place of the morning in the week's marks, 0 to 12
 */
export async function readMarksOfDay(
  handle: Handle,
  urns: readonly number[],
  years: readonly string[] | null,
  week: string,
  place: number,
): Promise<{ marks: string; pupils: number }[]> {
  const { rows } = await sql<{ marks: string; pupils: number }>`
    SELECT substr(marks, ${place + 1}::integer, 2) AS marks, count(*)::integer AS pupils FROM register_week
    JOIN profile ON profile.school_urn = register_week.school_urn AND profile.profile = register_week.profile
    WHERE register_week.school_urn = ANY (${[...urns]}::integer[]) AND week = ${week}::date
      AND ${years === null ? sql`true` : sql`nc_year = ANY (${[...years]}::text[])`}
    GROUP BY 1`.execute(handle);
  return rows;
}
