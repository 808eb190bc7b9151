import { sql } from 'kysely';
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

/** Who a pupil is; null when the school has no such pupil (or the viewer may not see the school). */
export async function readPupil(handle: Handle, urn: number, pupil: number): Promise<PupilIdentity | null> {
  const { rows } = await sql<PupilIdentity>`
    SELECT pupil.pupil_id AS id, forename, surname, upn, profile.nc_year AS "ncYear"
    FROM pupil
    JOIN pupil_identity AS identity ON identity.school_urn = pupil.school_urn AND identity.pupil_id = pupil.pupil_id
    JOIN profile ON profile.school_urn = pupil.school_urn AND profile.profile = pupil.profile
    WHERE pupil.school_urn = ${urn} AND pupil.pupil_id = ${pupil}`.execute(handle);
  return rows[0] ?? null;
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

/**
 * A pupil's register, week by week.
 * @param weeks Mondays: named one by one, the primary key finds each without reading the weeks of others
 */
export async function readPupilWeeks(
  handle: Handle,
  urn: number,
  pupil: number,
  weeks: readonly string[],
): Promise<PupilWeek[]> {
  const { rows } = await sql<PupilWeek>`
    SELECT week, marks FROM register_week
    WHERE school_urn = ${urn} AND pupil_id = ${pupil} AND week = ANY (${[...weeks]}::date[])
    ORDER BY week`.execute(handle);
  return rows;
}

/** The latest week in which a pupil had a mark; null without any. */
export async function readLatestWeek(handle: Handle, urn: number, pupil: number): Promise<string | null> {
  const { rows } = await sql<{ week: string | null }>`
    SELECT max(week) AS week FROM register_week WHERE school_urn = ${urn} AND pupil_id = ${pupil}`.execute(handle);
  return rows[0]?.week ?? null;
}

export async function readPupilEnrolments(handle: Handle, urn: number, pupil: number): Promise<PupilEnrolment[]> {
  const { rows } = await sql<PupilEnrolment>`
    SELECT first_day AS "firstDay", last_day AS "lastDay" FROM enrolment
    WHERE school_urn = ${urn} AND pupil_id = ${pupil} ORDER BY first_day`.execute(handle);
  return rows;
}

/** Every replacement of a pupil's marks in these weeks, oldest first. */
export async function readPupilChanges(
  handle: Handle,
  urn: number,
  pupil: number,
  weeks: readonly string[],
): Promise<PupilChange[]> {
  const { rows } = await sql<PupilChange>`
    SELECT week, session, seen_at AS "seenAt", was FROM mark_change
    WHERE school_urn = ${urn} AND pupil_id = ${pupil} AND week = ANY (${[...weeks]}::date[])
    ORDER BY week, session, seen_at`.execute(handle);
  return rows;
}
