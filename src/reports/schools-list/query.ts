import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';

/** A school of the list, with when its register was last collected. */
export interface ListedSchool {
  readonly urn: number;
  readonly name: string;
  readonly phase: string | null;
  readonly town: string | null;
  readonly lastCollected: Date | null;
}

/** The schools of these URNs, in order of name. */
export async function readListedSchools(handle: Handle, urns: readonly number[]): Promise<ListedSchool[]> {
  const { rows } = await sql<ListedSchool>`
    SELECT school.urn, school.name, school.phase_name AS phase, school.town, max(run.started_at) AS "lastCollected"
    FROM school LEFT JOIN collection_run AS run ON run.school_urn = school.urn AND run.outcome = 'succeeded'
    WHERE school.urn = ANY (${[...urns]}::integer[]) GROUP BY school.urn ORDER BY school.name, school.urn`.execute(
    handle,
  );
  return rows;
}
