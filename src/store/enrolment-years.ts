import { sql } from 'kysely';
import { addCounts } from '../domain/measures/counts.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { packYear, unpackYear } from '../domain/register/packed-year.ts';
import type { PupilYear } from '../domain/register/school-year.ts';
import type { AcademicYear } from '../domain/sessions/academic-year.ts';
import { daysBetween } from '../domain/sessions/dates.ts';
import type { Handle } from './database.ts';

/** A pupil's week in the register, with its counts. */
export interface EnrolmentWeek {
  readonly week: string;
  readonly pupil: number;
  readonly profile: number;
  readonly marks: string;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
}

/**
 * Writes every pupil's year of a school anew, in one row each.
 * @param rows the whole register of the year, in the order of its weeks
 */
export async function replaceEnrolmentYear(
  handle: Handle,
  urn: number,
  { start, startYear }: AcademicYear,
  rows: readonly EnrolmentWeek[],
): Promise<void> {
  const mondays = [...new Set(rows.map(({ week }) => week))];
  const numbers = new Map(mondays.map((week) => [week, daysBetween(start, week) / 7]));
  const pupils = [...Map.groupBy(rows, ({ pupil }) => pupil)].map(([pupil, weeks]) => ({
    pupil,
    profile: weeks.at(-1)!.profile,
    ...addCounts(...weeks),
    marks: packYear(new Map(weeks.map(({ week, marks }) => [numbers.get(week)!, marks]))),
    runs: weeks.flatMap(({ week, profile }, index) =>
      profile === weeks[index - 1]?.profile ? [] : [numbers.get(week)!, profile],
    ),
  }));
  await sql`DELETE FROM enrolment_year WHERE school_urn = ${urn} AND academic_year = ${startYear}`.execute(handle);
  await sql`
    INSERT INTO enrolment_year (school_urn, academic_year, pupil_id, profile, attended, authorised, unauthorised, marks, profiles)
    SELECT ${urn}::integer, ${startYear}::smallint, pupil_id, profile, attended, authorised, unauthorised, marks, profiles::smallint[]
    FROM unnest(${pupils.map(({ pupil }) => pupil)}::integer[], ${pupils.map(({ profile }) => profile)}::smallint[],
      ${pupils.map(({ attended }) => attended)}::smallint[], ${pupils.map(({ authorised }) => authorised)}::smallint[],
      ${pupils.map(({ unauthorised }) => unauthorised)}::smallint[], ${pupils.map(({ marks }) => marks)}::text[],
      ${pupils.map(({ runs }) => `{${runs.join(',')}}`)}::text[])
      AS year (pupil_id, profile, attended, authorised, unauthorised, marks, profiles)`.execute(handle);
}

/** Every pupil's year at a school, in the order of their numbers. Y5 is among the marks: reports hide it. */
export async function readPupilYears(handle: Handle, urn: number, startYear: number): Promise<PupilYear[]> {
  const { rows } = await sql<{ pupil: number; marks: string; runs: string }>`
    SELECT pupil_id AS pupil, marks, array_to_string(profiles, ',') AS runs FROM enrolment_year
    WHERE school_urn = ${urn} AND academic_year = ${startYear} ORDER BY pupil_id`.execute(handle);
  return rows.map(({ pupil, marks, runs }) => ({ pupil, marks: unpackYear(marks), runs: readRuns(runs) }));
}

function readRuns(text: string): [number, number][] {
  const numbers = text.split(',').map(Number);
  return Array.from({ length: numbers.length >> 1 }, (_, run) => [numbers[run * 2]!, numbers[run * 2 + 1]!]);
}

/**
 * The characteristics of a school's profiles, by their numbers, as a viewer may read them.
 * @param sensitive with the right to them: looked after and previously looked after; else null for all
 */
export async function readViewedProfiles(
  handle: Handle,
  urn: number,
  sensitive: boolean,
): Promise<Map<number, Characteristics>> {
  const { rows } = await sql<{ profile: number } & Characteristics>`
    SELECT profile.profile, nc_year AS "ncYear", gender, ethnicity, sen_support AS "senSupport", ehc_plan AS "ehcPlan",
      free_school_meals AS "freeSchoolMeals",
      ${sensitive ? sql`sensitive.looked_after AS "lookedAfter", sensitive.previously_looked_after AS "previouslyLookedAfter"` : sql`NULL AS "lookedAfter", NULL AS "previouslyLookedAfter"`}
    FROM profile ${sensitive ? sql`JOIN sensitive_profile AS sensitive ON sensitive.school_urn = profile.school_urn AND sensitive.profile = profile.profile` : sql``}
    WHERE profile.school_urn = ${urn}`.execute(handle);
  return new Map(rows.map(({ profile, ...characteristics }) => [profile, characteristics]));
}
