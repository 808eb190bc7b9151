import { sql } from 'kysely';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { type AcademicYear, academicYear } from '../domain/sessions/academic-year.ts';
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
