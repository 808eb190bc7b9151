import { sql } from 'kysely';
import { type Characteristics, groupsOf } from '../domain/pupils/characteristics.ts';
import { type AcademicYear, academicYearOf } from '../domain/sessions/academic-year.ts';
import { bandsToDate } from '../domain/tallies/bands-to-date.ts';
import { packBands } from '../domain/tallies/packed-bands.ts';
import { type SessionTally, tallyWeeks, type WeekTally } from '../domain/tallies/tally-weeks.ts';
import { tallyYear } from '../domain/tallies/tally-year.ts';
import type { Handle } from './database.ts';
import { type EnrolmentWeek, replaceEnrolmentYear } from './enrolment-years.ts';
import { replacePublishedTallies } from './published-tallies.ts';
import { replaceTallyYear } from './tally-years.ts';

/**
 * Rebuilds what is kept beside the register: tallies from the first of the weeks that were touched to the end of its academic year,
 * since bands are to date, and what is kept of the year as a whole. Runs in the transaction that touched them.
 * @param weeks Mondays
 */
export async function rebuildReadModels(
  handle: Handle,
  urn: number,
  weeks: readonly string[],
  profiles: ReadonlyMap<number, Characteristics>,
): Promise<void> {
  const years = Map.groupBy([...weeks].sort(), (week) => academicYearOf(week).startYear);
  for (const touched of years.values()) await rebuildYear(handle, urn, touched[0]!, profiles);
}

async function rebuildYear(
  handle: Handle,
  urn: number,
  from: string,
  profiles: ReadonlyMap<number, Characteristics>,
): Promise<void> {
  const year = academicYearOf(from);
  const groups = new Map([...profiles].map(([profile, characteristics]) => [profile, groupsOf(characteristics)]));
  const { rows } = await sql<EnrolmentWeek>`
    SELECT week, pupil_id AS pupil, profile, marks, attended, authorised, unauthorised FROM register_week
    WHERE school_urn = ${urn} AND week BETWEEN ${year.start}::date AND ${year.end}::date ORDER BY week`.execute(handle);
  const grouped = rows.map((row) => ({
    ...row,
    ncYear: profiles.get(row.profile)!.ncYear,
    groups: groups.get(row.profile)!,
  }));
  const tallies = tallyWeeks(grouped.filter(({ week }) => week >= from));
  await replaceSessions(handle, urn, from, year, tallies.sessions);
  await replaceWeeks(handle, urn, from, year, addBands(tallies.weeks, bandsToDate(wholes(grouped), from)));
  await replaceEnrolmentYear(handle, urn, year, rows);
  await replaceTallyYear(handle, urn, year, tallyYear(rows, groups));
  await replacePublishedTallies(handle, urn, year, rows, profiles);
}

/** Groups whose bands to date are kept by week: comparisons ask for these two. Those of breakdowns are in `tally_published`. */
const BANDED: readonly string[] = ['all', 'statistical'];

const wholes = <T extends { readonly groups: readonly string[] }>(rows: readonly T[]): T[] =>
  rows.map((row) => ({ ...row, groups: row.groups.filter((group) => BANDED.includes(group)) }));

type BandedWeek = WeekTally & { readonly bands: string };

/** A group may have pupils to date and no mark in the week: then its row has no counts. */
function addBands(weeks: readonly WeekTally[], bands: ReturnType<typeof bandsToDate>): BandedWeek[] {
  const keyOf = ({ week, group }: { week: string; group: string }) => `${week} ${group}`;
  const nothing = { attended: 0, authorised: 0, unauthorised: 0, counts: '' };
  const banded = new Map<string, BandedWeek>(weeks.map((week) => [keyOf(week), { ...week, bands: '' }]));
  for (const each of bands) {
    const { week, group, enrolments } = each;
    banded.set(keyOf(each), {
      ...(banded.get(keyOf(each)) ?? { week, group, ...nothing }),
      bands: packBands(enrolments),
    });
  }
  return [...banded.values()];
}

async function replaceSessions(
  handle: Handle,
  urn: number,
  from: string,
  { end }: AcademicYear,
  sessions: readonly SessionTally[],
): Promise<void> {
  await sql`DELETE FROM tally_session WHERE school_urn = ${urn} AND day BETWEEN ${from}::date AND ${end}::date`.execute(
    handle,
  );
  await sql`
    INSERT INTO tally_session (school_urn, day, half, nc_year, attended, authorised, unauthorised, counts)
    SELECT ${urn}::integer, * FROM unnest(${sessions.map((each) => each.day)}::date[], ${sessions.map((each) => each.half)}::text[], ${sessions.map((each) => each.ncYear)}::text[],
      ${sessions.map((each) => each.attended)}::smallint[], ${sessions.map((each) => each.authorised)}::smallint[], ${sessions.map((each) => each.unauthorised)}::smallint[],
      ${sessions.map((each) => each.counts)}::text[])`.execute(handle);
}

/** In the order of their key: what a page reads of one group lies together. */
async function replaceWeeks(
  handle: Handle,
  urn: number,
  from: string,
  { end }: AcademicYear,
  weeks: readonly BandedWeek[],
): Promise<void> {
  const sorted = weeks.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.week < b.week ? -1 : 1));
  await sql`DELETE FROM tally_week WHERE school_urn = ${urn} AND week BETWEEN ${from}::date AND ${end}::date`.execute(
    handle,
  );
  await sql`
    INSERT INTO tally_week (school_urn, week, pupil_group, attended, authorised, unauthorised, counts, bands)
    SELECT ${urn}::integer, * FROM unnest(${sorted.map((each) => each.week)}::date[], ${sorted.map((each) => each.group)}::text[],
      ${sorted.map((each) => each.attended)}::integer[], ${sorted.map((each) => each.authorised)}::integer[], ${sorted.map((each) => each.unauthorised)}::integer[],
      ${sorted.map((each) => each.counts)}::text[], ${sorted.map((each) => each.bands)}::text[])`.execute(handle);
}
