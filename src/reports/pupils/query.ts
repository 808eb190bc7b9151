import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';

/** A pupil with the sessions of a period. */
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
  /** Not of the groups chosen. */
  readonly outside?: true;
}

/** A pupil of the school, now. */
export interface ListedPupil extends Pick<PupilRow, 'id' | 'forename' | 'surname' | 'upn' | 'lastDay'> {
  /** The profile now. */
  readonly profile: number;
  readonly onRoll: boolean;
}

type ListedRow = [number, string | null, string | null, string | null, number, string | null, boolean];

/** Every pupil whom the school has or had, with names; in one JSON text, since a thousand rows take long to come. */
export async function readListed(handle: Handle, urn: number): Promise<ListedPupil[]> {
  const { rows } = await sql<{ listed: ListedRow[] | null }>`
    SELECT json_agg(json_build_array(pupil.pupil_id, forename, surname, upn, pupil.profile, roll.last_day,
      roll.pupil_id IS NOT NULL AND roll.last_day IS NULL)) AS listed
    FROM pupil
    JOIN pupil_identity AS identity ON identity.school_urn = pupil.school_urn AND identity.pupil_id = pupil.pupil_id
    LEFT JOIN (
      SELECT school_urn, pupil_id, CASE WHEN bool_or(last_day IS NULL) THEN NULL ELSE max(last_day) END AS last_day
      FROM enrolment WHERE school_urn = ${urn} GROUP BY school_urn, pupil_id
    ) AS roll ON roll.school_urn = pupil.school_urn AND roll.pupil_id = pupil.pupil_id
    WHERE pupil.school_urn = ${urn}`.execute(handle);
  return (rows[0]?.listed ?? []).map(([id, forename, surname, upn, profile, lastDay, onRoll]) => ({
    id,
    forename,
    surname,
    upn,
    profile,
    lastDay,
    onRoll,
  }));
}
