import { sql } from 'kysely';
import { type Characteristics, groupsOf } from '../domain/pupils/characteristics.ts';
import { academicYearOf } from '../domain/sessions/academic-year.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { bandsToDate } from '../domain/tallies/bands-to-date.ts';
import { tallyWeeks } from '../domain/tallies/tally-weeks.ts';
import { tallyYear } from '../domain/tallies/tally-year.ts';
import type { Handle } from './database.ts';
import { type EnrolmentWeek, replaceEnrolmentYear } from './enrolment-years.ts';
import { replaceTallyYear } from './tally-years.ts';

/**
 * Rebuilds what is kept beside the register, for just the weeks that were touched (bands: from the first of them to the end
 * of its academic year). Runs in the transaction that touched them.
 * @param weeks Mondays
 */
export async function rebuildReadModels(
  handle: Handle,
  urn: number,
  weeks: readonly string[],
  profiles: ReadonlyMap<number, Characteristics>,
): Promise<void> {
  if (weeks.length === 0) return;
  const groups = new Map([...profiles].map(([profile, characteristics]) => [profile, groupsOf(characteristics)]));
  await rebuildTallies(handle, urn, weeks, profiles, groups);
  const years = Map.groupBy([...weeks].sort(), (week) => academicYearOf(week).startYear);
  for (const touched of years.values()) await rebuildYear(handle, urn, touched[0]!, groups);
}

async function rebuildTallies(
  handle: Handle,
  urn: number,
  weeks: readonly string[],
  profiles: ReadonlyMap<number, Characteristics>,
  groups: ReadonlyMap<number, string[]>,
): Promise<void> {
  const { rows } = await sql<{ week: string; profile: number; marks: string }>`
    SELECT week, profile, marks FROM register_week WHERE school_urn = ${urn} AND week = ANY (${[...weeks]}::date[])`.execute(
    handle,
  );
  const tallies = tallyWeeks(
    rows.map(({ week, profile, marks }) => ({
      week,
      marks,
      ncYear: profiles.get(profile)!.ncYear,
      groups: groups.get(profile)!,
    })),
  );
  const days = weeks.flatMap((week) => [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(week, day)));
  await sql`DELETE FROM tally_session WHERE school_urn = ${urn} AND day = ANY (${days}::date[])`.execute(handle);
  await sql`DELETE FROM tally_week WHERE school_urn = ${urn} AND week = ANY (${[...weeks]}::date[])`.execute(handle);
  const { sessions, weeks: byWeek } = tallies;
  await sql`
    INSERT INTO tally_session (school_urn, day, half, nc_year, attended, authorised, unauthorised, counts)
    SELECT ${urn}::integer, * FROM unnest(${sessions.map((each) => each.day)}::date[], ${sessions.map((each) => each.half)}::text[], ${sessions.map((each) => each.ncYear)}::text[],
      ${sessions.map((each) => each.attended)}::smallint[], ${sessions.map((each) => each.authorised)}::smallint[], ${sessions.map((each) => each.unauthorised)}::smallint[],
      ${sessions.map((each) => each.counts)}::text[])`.execute(handle);
  await sql`
    INSERT INTO tally_week (school_urn, week, pupil_group, attended, authorised, unauthorised, counts)
    SELECT ${urn}::integer, * FROM unnest(${byWeek.map((each) => each.week)}::date[], ${byWeek.map((each) => each.group)}::text[],
      ${byWeek.map((each) => each.attended)}::integer[], ${byWeek.map((each) => each.authorised)}::integer[], ${byWeek.map((each) => each.unauthorised)}::integer[],
      ${byWeek.map((each) => each.counts)}::text[])`.execute(handle);
}

async function rebuildYear(
  handle: Handle,
  urn: number,
  from: string,
  groups: ReadonlyMap<number, string[]>,
): Promise<void> {
  const { start, end } = academicYearOf(from);
  const { rows } = await sql<EnrolmentWeek>`
    SELECT week, pupil_id AS pupil, profile, marks, attended, authorised, unauthorised FROM register_week
    WHERE school_urn = ${urn} AND week BETWEEN ${start}::date AND ${end}::date ORDER BY week`.execute(handle);
  const bands = bandsToDate(
    rows.map((row) => ({ ...row, groups: groups.get(row.profile)! })),
    from,
  );
  await sql`DELETE FROM band_week WHERE school_urn = ${urn} AND week BETWEEN ${from}::date AND ${end}::date`.execute(
    handle,
  );
  await sql`
    INSERT INTO band_week (school_urn, week, pupil_group, enrolments)
    SELECT ${urn}::integer, week, pupil_group, enrolments::smallint[] FROM unnest(${bands.map(({ week }) => week)}::date[],
      ${bands.map(({ group }) => group)}::text[], ${bands.map(({ enrolments }) => `{${enrolments.join(',')}}`)}::text[]) AS band (week, pupil_group, enrolments)`.execute(
    handle,
  );
  await replaceEnrolmentYear(handle, urn, academicYearOf(from), rows);
  await replaceTallyYear(handle, urn, academicYearOf(from), tallyYear(rows, groups));
}
