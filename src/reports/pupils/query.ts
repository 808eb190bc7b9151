import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';

/** A pupil with the sessions of one academic year to date. */
export interface PupilRow {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  readonly ncYear: string;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  /** Null while on roll. */
  readonly lastDay: string | null;
}

/**
 * Every pupil who is on roll now or had marks in an academic year, with names. The year group is the one of the pupil's last
 * register week in that year, as in the figures of the overview; without one, the pupil's own now.
 */
export async function readPupilRows(handle: Handle, urn: number, academicYear: number): Promise<PupilRow[]> {
  const { rows } = await sql<PupilRow>`
    SELECT pupil.pupil_id AS id, forename, surname, upn, profile.nc_year AS "ncYear", coalesce(attended, 0) AS attended,
      coalesce(authorised, 0) AS authorised, coalesce(unauthorised, 0) AS unauthorised, roll.last_day AS "lastDay"
    FROM pupil
    JOIN pupil_identity AS identity ON identity.school_urn = pupil.school_urn AND identity.pupil_id = pupil.pupil_id
    LEFT JOIN enrolment_year AS year ON year.school_urn = pupil.school_urn AND year.pupil_id = pupil.pupil_id AND year.academic_year = ${academicYear}
    JOIN profile ON profile.school_urn = pupil.school_urn AND profile.profile = coalesce(year.profile, pupil.profile)
    LEFT JOIN (
      SELECT school_urn, pupil_id, CASE WHEN bool_or(last_day IS NULL) THEN NULL ELSE max(last_day) END AS last_day
      FROM enrolment WHERE school_urn = ${urn} GROUP BY school_urn, pupil_id
    ) AS roll ON roll.school_urn = pupil.school_urn AND roll.pupil_id = pupil.pupil_id
    WHERE pupil.school_urn = ${urn} AND (year.pupil_id IS NOT NULL OR (roll.pupil_id IS NOT NULL AND roll.last_day IS NULL))`.execute(
    handle,
  );
  return rows;
}
