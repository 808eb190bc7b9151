import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';
import { readKept } from '../../store/kept-reads.ts';

/** A pupil as lists name them. */
export interface PupilNames {
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
}

/** A stay on roll. */
export interface RollStay {
  readonly firstDay: string;
  /** Null while on roll. */
  readonly lastDay: string | null;
}

/** The latest day with a possible session of the school, up to a day if one is given; null without one. */
export async function readLatestSchoolDay(handle: Handle, urn: number, until: string | null): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    SELECT day FROM tally_session
    WHERE school_urn = ${urn} AND attended + authorised + unauthorised > 0 ${until === null ? sql`` : sql`AND day <= ${until}::date`}
    ORDER BY day DESC LIMIT 1`.execute(handle);
  return rows[0]?.day ?? null;
}

const countPupils = ({ size }: ReadonlyMap<number, unknown>) => size;

/** Names of all pupils of a school, by their numbers; in one JSON text, since a thousand rows take long to come. */
export const readNames = (handle: Handle, urn: number): Promise<ReadonlyMap<number, PupilNames>> =>
  readKept(handle, urn, 'names', () => readNamesAnew(handle, urn), countPupils);

async function readNamesAnew(handle: Handle, urn: number): Promise<Map<number, PupilNames>> {
  const { rows } = await sql<{ names: [number, string | null, string | null, string | null][] | null }>`
    SELECT json_agg(json_build_array(pupil_id, forename, surname, upn)) AS names FROM pupil_identity
    WHERE school_urn = ${urn}`.execute(handle);
  return new Map(rows[0]?.names?.map(([pupil, forename, surname, upn]) => [pupil, { forename, surname, upn }]));
}

/** Stays on roll of all pupils of a school, by their numbers, each in order. */
export const readRolls = (handle: Handle, urn: number): Promise<ReadonlyMap<number, readonly RollStay[]>> =>
  readKept(handle, urn, 'rolls', () => readRollsAnew(handle, urn), countPupils);

async function readRollsAnew(handle: Handle, urn: number): Promise<Map<number, RollStay[]>> {
  const { rows } = await sql<{ stays: [number, string, string | null][] | null }>`
    SELECT json_agg(json_build_array(pupil_id, first_day, last_day) ORDER BY pupil_id, first_day) AS stays FROM enrolment
    WHERE school_urn = ${urn}`.execute(handle);
  const rolls = new Map<number, RollStay[]>();
  for (const [pupil, firstDay, lastDay] of rows[0]?.stays ?? []) {
    const own = rolls.get(pupil);
    if (own) own.push({ firstDay, lastDay });
    else rolls.set(pupil, [{ firstDay, lastDay }]);
  }
  return rolls;
}
