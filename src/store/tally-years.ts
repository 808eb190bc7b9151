import { sql } from 'kysely';
import type { AcademicYear } from '../domain/sessions/academic-year.ts';
import { daysBetween } from '../domain/sessions/dates.ts';
import { packWeekBands } from '../domain/tallies/packed-bands.ts';
import { packWeeks } from '../domain/tallies/packed-weeks.ts';
import type { YearTally } from '../domain/tallies/tally-year.ts';
import type { Handle } from './database.ts';

/** Writes a school's academic year by population and group anew. */
export async function replaceTallyYear(
  handle: Handle,
  urn: number,
  { start, startYear }: AcademicYear,
  tallies: readonly YearTally[],
): Promise<void> {
  const numbered = tallies.map(({ weeks }) =>
    [...weeks].map(([monday, week]) => ({ number: daysBetween(start, monday) / 7, ...week })),
  );
  await sql`DELETE FROM tally_year WHERE school_urn = ${urn} AND academic_year = ${startYear}`.execute(handle);
  await sql`
    INSERT INTO tally_year (school_urn, academic_year, population, pupil_group, attended, authorised, unauthorised, enrolments, weeks,
      week_bands)
    SELECT ${urn}::integer, ${startYear}::smallint, population, pupil_group, attended, authorised, unauthorised, enrolments::smallint[], weeks,
      week_bands
    FROM unnest(${tallies.map(({ population }) => population)}::text[], ${tallies.map(({ group }) => group)}::text[],
      ${tallies.map(({ attended }) => attended)}::integer[], ${tallies.map(({ authorised }) => authorised)}::integer[],
      ${tallies.map(({ unauthorised }) => unauthorised)}::integer[],
      ${tallies.map(({ enrolments }) => `{${enrolments.join(',')}}`)}::text[], ${numbered.map(packWeeks)}::text[],
      ${numbered.map(packWeekBands)}::text[])
      AS tally (population, pupil_group, attended, authorised, unauthorised, enrolments, weeks, week_bands)`.execute(
    handle,
  );
}
