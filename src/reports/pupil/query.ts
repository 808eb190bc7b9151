import { sql } from 'kysely';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import type { Handle } from '../../store/database.ts';

export interface PupilIdentity {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  readonly ncYear: string;
}

export interface PupilWeek {
  readonly week: string;
  /** Fourteen places, Monday morning to Sunday afternoon; `.` for no mark. */
  readonly marks: string;
}

export interface PupilEnrolment {
  readonly firstDay: string;
  readonly lastDay: string | null;
}

export interface PupilChange {
  readonly week: string;
  readonly session: number;
  readonly seenAt: Date;
  readonly was: string;
}

/** A pupil, with what is little enough to come along. */
export interface FoundPupil {
  readonly pupil: PupilIdentity;
  /** In order. */
  readonly enrolments: readonly PupilEnrolment[];
  /** The academic year of the pupil's last mark, by the year it starts in; null without any. */
  readonly latestYear: number | null;
}

/** Who a pupil is; null when the school has no such pupil (or the viewer may not see the school). */
export async function readPupil(handle: Handle, urn: number, pupil: number): Promise<FoundPupil | null> {
  const own = sql`school_urn = ${urn} AND pupil_id = ${pupil}`;
  const { rows } = await sql<PupilIdentity & Omit<FoundPupil, 'pupil'>>`
    SELECT pupil.pupil_id AS id, forename, surname, upn, profile.nc_year AS "ncYear",
      (SELECT coalesce(json_agg(json_build_object('firstDay', first_day, 'lastDay', last_day) ORDER BY first_day), '[]')
        FROM enrolment WHERE ${own}) AS enrolments,
      (SELECT max(academic_year) FROM enrolment_year WHERE ${own}) AS "latestYear"
    FROM pupil
    JOIN pupil_identity AS identity ON identity.school_urn = pupil.school_urn AND identity.pupil_id = pupil.pupil_id
    JOIN profile ON profile.school_urn = pupil.school_urn AND profile.profile = pupil.profile
    WHERE pupil.school_urn = ${urn} AND pupil.pupil_id = ${pupil}`.execute(handle);
  if (!rows[0]) return null;
  const { enrolments, latestYear, ...identity } = rows[0];
  return { pupil: identity, enrolments, latestYear };
}

/** Characteristics that are seen with a right of their own; null: the source does not say. */
export interface SensitiveItems {
  readonly lookedAfter: boolean | null;
  readonly previouslyLookedAfter: boolean | null;
}

/** From a view that only this right opens: null without it. */
export async function readSensitiveItems(handle: Handle, urn: number, pupil: number): Promise<SensitiveItems | null> {
  const { rows } = await sql<SensitiveItems>`
    SELECT looked_after AS "lookedAfter", previously_looked_after AS "previouslyLookedAfter"
    FROM pupil JOIN sensitive_profile AS profile ON profile.school_urn = pupil.school_urn AND profile.profile = pupil.profile
    WHERE pupil.school_urn = ${urn} AND pupil.pupil_id = ${pupil}`.execute(handle);
  return rows[0] ?? null;
}

/** Every replacement of a pupil's marks in an academic year, oldest first. */
export async function readPupilChanges(
  handle: Handle,
  urn: number,
  pupil: number,
  { start, end }: AcademicYear,
): Promise<PupilChange[]> {
  const { rows } = await sql<PupilChange>`
    SELECT week, session, seen_at AS "seenAt", was FROM mark_change
    WHERE school_urn = ${urn} AND pupil_id = ${pupil} AND week BETWEEN ${start}::date AND ${end}::date
    ORDER BY week, session, seen_at`.execute(handle);
  return rows;
}
