import { sql } from 'kysely';
import type { Counts } from '../../domain/measures/counts.ts';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import type { Handle } from '../../store/database.ts';
import type { Population } from '../population.ts';

/** Sessions of a population by week of an academic year. */
export async function readSameWeeks(
  handle: Handle,
  urn: number,
  population: Population,
  { start, end }: AcademicYear,
): Promise<(Counts & { week: string })[]> {
  const { rows } = await sql<Counts & { week: string }>`
    SELECT week, attended, authorised, unauthorised FROM tally_week
    WHERE school_urn = ${urn} AND pupil_group = ${population} AND counts <> '' AND week BETWEEN ${start}::date AND ${end}::date
    ORDER BY week`.execute(handle);
  return rows;
}
