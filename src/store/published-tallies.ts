import { sql } from 'kysely';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { type AcademicYear, academicYear } from '../domain/sessions/academic-year.ts';
import { type Area, NATION } from '../domain/statistics/area.ts';
import type { Phase } from '../domain/statistics/phase.ts';
import { packDays, packPublishedWeeks } from '../domain/tallies/packed-published.ts';
import { rulesInForce } from '../domain/tallies/published-rules.ts';
import { type PublishedTallyRow, tallyPublished } from '../domain/tallies/tally-published.ts';
import type { Database, Handle } from './database.ts';
import { readProfiles } from './pupils.ts';

/**
 * Writes anew what published statistics count of a school's academic year. The row of the group `all` is there even when nothing is counted:
 * it says under which rules.
 * @param rows the whole register of the year, in the order of its weeks
 */
export async function replacePublishedTallies(
  handle: Handle,
  urn: number,
  year: AcademicYear,
  rows: readonly PublishedTallyRow[],
  profiles: ReadonlyMap<number, Characteristics>,
): Promise<void> {
  const tallies = tallyPublished(year, rows, profiles);
  await sql`DELETE FROM tally_published WHERE school_urn = ${urn} AND academic_year = ${year.startYear}`.execute(
    handle,
  );
  await sql`
    INSERT INTO tally_published (school_urn, academic_year, pupil_group, rules, days, weeks)
    SELECT ${urn}::integer, ${year.startYear}::smallint, pupil_group, ${rulesInForce(year)}, days, weeks
    FROM unnest(${tallies.map(({ group }) => group)}::text[], ${tallies.map(({ days }) => packDays(days))}::text[],
      ${tallies.map(({ weeks }) => packPublishedWeeks(weeks))}::text[]) AS tally (pupil_group, days, weeks)`.execute(
    handle,
  );
}

/**
 * Makes the rows of school years that have none, or that were made under other rules than those in force: after an upgrade, or when a day
 * has become known that was a reading of ours before. Each is a transaction of its own, so that a run that was cut short goes on.
 * @returns how many school years were made
 */
export async function renewPublishedTallies(owner: Database): Promise<number> {
  const stale = await findStale(owner);
  for (const { urn, startYear } of stale)
    await owner.transaction().execute(async (transaction) => {
      // Who records this school's register at this moment makes the rows too: one of the two waits.
      await sql`SELECT FROM agreement WHERE school_urn = ${urn} FOR UPDATE`.execute(transaction);
      const year = academicYear(startYear);
      const { rows } = await sql<PublishedTallyRow>`
        SELECT week, pupil_id AS pupil, profile, marks FROM register_week
        WHERE school_urn = ${urn} AND week BETWEEN ${year.start}::date AND ${year.end}::date ORDER BY week`.execute(
        transaction,
      );
      await replacePublishedTallies(transaction, urn, year, rows, await readProfiles(transaction, urn));
    });
  return stale.length;
}

/** School years with a tally of the year, which every register has, and none under the rules in force. */
async function findStale(owner: Handle): Promise<{ urn: number; startYear: number }[]> {
  const { rows: years } = await sql<{ startYear: number }>`
    SELECT DISTINCT academic_year AS "startYear" FROM tally_year WHERE population = 'all' AND pupil_group = 'all'`.execute(
    owner,
  );
  const rules = years.map(({ startYear }) => rulesInForce(academicYear(startYear)));
  const { rows } = await sql<{ urn: number; startYear: number }>`
    SELECT school_urn AS urn, academic_year AS "startYear" FROM tally_year
    JOIN unnest(${years.map(({ startYear }) => startYear)}::smallint[], ${rules}::text[]) AS year (academic_year, in_force) USING (academic_year)
    WHERE population = 'all' AND pupil_group = 'all' AND NOT EXISTS (
      SELECT FROM tally_published AS made WHERE made.school_urn = tally_year.school_urn AND made.academic_year = tally_year.academic_year
        AND made.pupil_group = 'all' AND made.rules = in_force)
    ORDER BY 1, 2`.execute(owner);
  return rows;
}

/** A school whose tallies are in published figures. */
export interface PublishedSchool {
  readonly urn: number;
  /** As it is deemed to be: middle schools under primary or secondary, all-through ones under secondary. */
  readonly phase: Phase;
  /** The authorities that it was in, by their three digits; the latest first. */
  readonly stays: readonly { readonly laCode: string; readonly from: string | null; readonly to: string | null }[];
}

/** Schools with tallies of a year whose agreement is in force, or that closed while it was, and that are published under a phase. */
export async function listPublishedSchools(statistics: Handle, startYear: number): Promise<PublishedSchool[]> {
  const { rows } = await sql<PublishedSchool>`
    SELECT urn, published_phase AS phase, (
      SELECT coalesce(json_agg(json_build_object('laCode', la_code, 'from', valid_from, 'to', valid_to)
        ORDER BY valid_from DESC NULLS LAST), '[]')
      FROM school_area WHERE school_area.urn = school.urn) AS stays
    FROM school JOIN agreement ON agreement.school_urn = urn
    JOIN tally_published AS whole ON whole.school_urn = urn AND academic_year = ${startYear} AND pupil_group = 'all'
    WHERE (agreement.in_force OR agreement.state = 'closed') AND published_phase IS NOT NULL
    ORDER BY school.la_code, urn`.execute(statistics);
  return rows;
}

/** What one group of a school has in a year, packed. */
export interface PublishedGroup {
  readonly group: string;
  readonly rules: string;
  readonly days: string;
  readonly weeks: string;
}

/** The tallies of some schools, by URN. */
export async function readPublishedTallies(
  statistics: Handle,
  startYear: number,
  urns: readonly number[],
): Promise<Map<number, PublishedGroup[]>> {
  const { rows } = await sql<PublishedGroup & { urn: number }>`
    SELECT school_urn AS urn, pupil_group AS "group", rules, days, weeks FROM tally_published
    WHERE academic_year = ${startYear} AND school_urn = ANY (${[...urns]}::integer[])`.execute(statistics);
  return Map.groupBy(rows, ({ urn }) => urn);
}

/** England, its regions and every authority that is or was in one, in the order of their codes. */
export async function readPublishedAreas(statistics: Handle): Promise<Area[]> {
  const { rows: regions } = await sql<Pick<Area, 'regionCode' | 'regionName'>>`
    SELECT region_code AS "regionCode", name AS "regionName" FROM region
    WHERE EXISTS (SELECT FROM local_authority AS la WHERE la.region_code = region.region_code)
    ORDER BY region_code COLLATE "C"`.execute(statistics);
  const { rows: authorities } = await sql<Omit<Area, 'level'>>`
    SELECT region_code AS "regionCode", region.name AS "regionName", ons_code AS "newLaCode", la.name AS "laName", la_code AS "oldLaCode"
    FROM local_authority AS la JOIN region USING (region_code) WHERE ons_code IS NOT NULL
    ORDER BY ons_code COLLATE "C", la_code COLLATE "C"`.execute(statistics);
  return [
    NATION,
    ...regions.map((region) => ({ ...NATION, ...region, level: 'Regional' as const })),
    ...authorities.map((authority) => ({ ...authority, level: 'Local authority' as const })),
  ];
}

/** How many schools of each authority and phase may share their data, and do, by the authority that they are in on a day. */
export async function readSharing(
  statistics: Handle,
  day: string,
): Promise<{ laCode: string; phase: Phase; mayShare: number; share: number }[]> {
  const { rows } = await sql<{ laCode: string; phase: Phase; mayShare: number; share: number }>`
    SELECT area.la_code AS "laCode", published_phase AS phase, count(*) FILTER (WHERE may_share) AS "mayShare",
      count(*) FILTER (WHERE may_share AND in_force) AS share
    FROM school JOIN school_area AS area USING (urn) LEFT JOIN agreement ON agreement.school_urn = urn
    WHERE published_phase IS NOT NULL AND coalesce(valid_from <= ${day}::date, true) AND coalesce(valid_to >= ${day}::date, true)
    GROUP BY 1, 2 HAVING count(*) FILTER (WHERE may_share) > 0 ORDER BY 1, 2`.execute(statistics);
  return rows;
}
