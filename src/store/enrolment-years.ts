import { sql } from 'kysely';
import { hideSensitive } from '../domain/codes/sensitive-marks.ts';
import { addCounts } from '../domain/measures/counts.ts';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { readNumbers } from '../domain/register/packed-numbers.ts';
import { packYear, YearRoom } from '../domain/register/packed-year.ts';
import { type PupilYear, StoredYear } from '../domain/register/school-year.ts';
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
 * Every pupil's year at a school, in the order of their numbers. They come in one text, a line a pupil (`17 0,3,12,7 =_+…`): a
 * thousand rows would take longer to come than their sessions to count.
 * @param sensitive with the right to them: Y5 and Y7 as they are; else they cannot be told apart
 */
export async function readPupilYears(
  handle: Handle,
  urn: number,
  startYear: number,
  sensitive: boolean,
): Promise<PupilYear[]> {
  const { rows } = await sql<{ pupils: number; years: string | null }>`
    SELECT count(*)::integer AS pupils,
      string_agg(pupil_id || ' ' || array_to_string(profiles, ',') || ' ' || marks, E'\n' ORDER BY pupil_id) AS years
    FROM enrolment_year WHERE school_urn = ${urn} AND academic_year = ${startYear}`.execute(handle);
  const { pupils, years } = rows[0]!;
  if (years === null) return [];
  const text = sensitive ? years : hideSensitive(years);
  const room = new YearRoom(pupils);
  let begin = 0;
  return Array.from({ length: pupils }, () => {
    const line = text.indexOf('\n', begin);
    const end = line < 0 ? text.length : line;
    const first = text.indexOf(' ', begin);
    const second = text.indexOf(' ', first + 1);
    const [pupil] = readNumbers(text, begin, first);
    begin = end + 1;
    return new StoredYear(pupil!, room.unpack(text, second + 1, end), readRuns(text, first + 1, second));
  });
}

function readRuns(text: string, begin: number, end: number): [number, number][] {
  const numbers = readNumbers(text, begin, end);
  if (numbers.length === 2) return [numbers as [number, number]];
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
  // Two lists, in one row, joined here: the planner takes a school to have few profiles, and would compare each of hundreds with each.
  const { rows } = await sql<{ profiles: ProfileList | null; sensitive: SensitiveList | null }>`
    SELECT
      (SELECT json_agg(json_build_array(profile, nc_year, gender, ethnicity, sen_support, ehc_plan, free_school_meals))
        FROM profile WHERE school_urn = ${urn}) AS profiles,
      ${sensitive ? sql`(SELECT json_agg(json_build_array(profile, looked_after, previously_looked_after)) FROM sensitive_profile WHERE school_urn = ${urn})` : sql`NULL`} AS sensitive
    `.execute(handle);
  const { profiles, sensitive: kept } = rows[0]!;
  const known = new Map(kept?.map(([profile, ...items]) => [profile, items]));
  return new Map(
    profiles?.map(([profile, ncYear, gender, ethnicity, senSupport, ehcPlan, freeSchoolMeals]) => {
      const [lookedAfter, previouslyLookedAfter] = known.get(profile) ?? [null, null];
      const others = { lookedAfter, previouslyLookedAfter };
      return [profile, { ncYear, gender, ethnicity, senSupport, ehcPlan, freeSchoolMeals, ...others }];
    }),
  );
}

type Flag = boolean | null;
type ProfileList = [number, string, string | null, string | null, Flag, Flag, Flag][];
type SensitiveList = [number, Flag, Flag][];
