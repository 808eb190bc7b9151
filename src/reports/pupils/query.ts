import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';
import { readNames, readRolls } from '../school-year/query.ts';

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

/**
 * Every pupil whom the school has or had, with names. Pupils, names and stays are read apart: the planner takes a school to have few of
 * each, and would compare each with each.
 */
export async function readListed(handle: Handle, urn: number): Promise<ListedPupil[]> {
  const { rows } = await sql<{ pupils: [number, number][] | null }>`
    SELECT json_agg(json_build_array(pupil_id, profile)) AS pupils FROM pupil WHERE school_urn = ${urn}`.execute(
    handle,
  );
  const names = await readNames(handle, urn);
  const rolls = await readRolls(handle, urn);
  return (rows[0]?.pupils ?? []).flatMap(([id, profile]) => {
    const own = names.get(id);
    if (!own) return [];
    const stays = rolls.get(id) ?? [];
    const onRoll = stays.some(({ lastDay }) => lastDay === null);
    const lastDays = stays.flatMap(({ lastDay }) => lastDay ?? []).sort();
    return [{ id, ...own, profile, onRoll, lastDay: onRoll ? null : (lastDays.at(-1) ?? null) }];
  });
}
