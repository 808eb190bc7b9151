import { sql } from 'kysely';
import { addCounts } from '../domain/measures/counts.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { readNumbers } from '../domain/register/packed-numbers.ts';
import { packYear, unpackYear } from '../domain/register/packed-year.ts';
import { type PupilYear, pupilYear } from '../domain/register/school-year.ts';
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

/**
 * Every pupil's year at a school, in the order of their numbers. Y5 is among the marks: reports hide it. They come in one text, a line
 * a pupil (`17 0,3,12,7 =_+…`): a thousand rows would take longer to come than their sessions to count.
 */
export async function readPupilYears(handle: Handle, urn: number, startYear: number): Promise<PupilYear[]> {
  const { rows } = await sql<{ years: string | null }>`
    SELECT string_agg(pupil_id || ' ' || array_to_string(profiles, ',') || ' ' || marks, E'\n' ORDER BY pupil_id) AS years
    FROM enrolment_year WHERE school_urn = ${urn} AND academic_year = ${startYear}`.execute(handle);
  const text = rows[0]?.years ?? '';
  const years: PupilYear[] = [];
  for (let begin = 0; begin < text.length; ) {
    let end = text.indexOf('\n', begin);
    if (end < 0) end = text.length;
    const first = text.indexOf(' ', begin);
    const second = text.indexOf(' ', first + 1);
    const { marks, weeks } = unpackYear(text, second + 1, end);
    years.push(pupilYear(Number(text.slice(begin, first)), marks, readRuns(text, first + 1, second), weeks));
    begin = end + 1;
  }
  return years;
}

function readRuns(text: string, begin: number, end: number): [number, number][] {
  const numbers = readNumbers(text, begin, end);
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
    SELECT profile, nc_year AS "ncYear", gender, ethnicity, sen_support AS "senSupport", ehc_plan AS "ehcPlan",
      free_school_meals AS "freeSchoolMeals" FROM profile WHERE school_urn = ${urn}`.execute(handle);
  // Joined here: the planner takes a school to have few profiles, and would compare each of hundreds with each.
  const kept = sensitive ? await readSensitive(handle, urn) : null;
  return new Map(
    rows.map(({ profile, ...others }) => {
      const { lookedAfter = null, previouslyLookedAfter = null } = kept?.get(profile) ?? {};
      return [profile, { ...others, lookedAfter, previouslyLookedAfter }];
    }),
  );
}

type Sensitive = Pick<Characteristics, 'lookedAfter' | 'previouslyLookedAfter'>;

async function readSensitive(handle: Handle, urn: number): Promise<Map<number, Sensitive>> {
  const { rows } = await sql<Sensitive & { profile: number }>`
    SELECT profile, looked_after AS "lookedAfter", previously_looked_after AS "previouslyLookedAfter" FROM sensitive_profile
    WHERE school_urn = ${urn}`.execute(handle);
  return new Map(rows.map(({ profile, ...own }) => [profile, own]));
}
