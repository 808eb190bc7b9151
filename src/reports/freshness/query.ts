import { sql } from 'kysely';
import type { AgreementState } from '../../domain/agreement/agreement-state.ts';
import type { Half } from '../../domain/sessions/dates.ts';
import type { Handle } from '../../store/database.ts';

/** A school as its reports need it. */
export interface SchoolFacts {
  readonly urn: number;
  readonly name: string;
  readonly invented: boolean;
  readonly agreement: AgreementState | null;
  readonly mis: string | null;
}

/** One collection run. */
export interface RunFacts {
  readonly kind: 'first' | 'complete' | 'since' | 'range';
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'stopped';
  readonly complete: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly heldDate: string | null;
  readonly heldHalf: Half | null;
  readonly error: string | null;
}

/** How fresh a school's data are: its last run, and the last one that succeeded and reached its own day. */
export interface FreshnessFacts {
  readonly last: RunFacts | null;
  readonly lastSucceeded: RunFacts | null;
}

/** The school with its agreement; null when it is not in the list of schools. */
export async function readSchool(handle: Handle, urn: number): Promise<SchoolFacts | null> {
  const { rows } = await sql<SchoolFacts>`
    SELECT school.urn, school.name, school.invented, agreement.state AS agreement, agreement.mis
    FROM school LEFT JOIN agreement ON agreement.school_urn = school.urn
    WHERE school.urn = ${urn}`.execute(handle);
  return rows[0] ?? null;
}

export async function readFreshness(handle: Handle, urn: number): Promise<FreshnessFacts> {
  return { last: await readRun(handle, urn, false), lastSucceeded: await readRun(handle, urn, true) };
}

/** When the school's first collection started; null before one has succeeded. */
export async function readFirstCollection(handle: Handle, urn: number): Promise<Date | null> {
  const { rows } = await sql<{ startedAt: Date | null }>`
    SELECT min(started_at) AS "startedAt" FROM collection_run
    WHERE school_urn = ${urn} AND kind = 'first' AND outcome = 'succeeded'`.execute(handle);
  return rows[0]?.startedAt ?? null;
}

/** A run over chosen dates says nothing about how far the register reaches, so it does not count as the last success. */
async function readRun(handle: Handle, urn: number, succeeded: boolean): Promise<RunFacts | null> {
  const wanted = succeeded ? sql`AND outcome = 'succeeded' AND kind <> 'range'` : sql``;
  const { rows } = await sql<RunFacts>`
    SELECT kind, outcome, complete, started_at AS "startedAt", finished_at AS "finishedAt", held_date AS "heldDate",
      held_half AS "heldHalf", error
    FROM collection_run WHERE school_urn = ${urn} ${wanted}
    ORDER BY started_at DESC, run_id DESC LIMIT 1`.execute(handle);
  return rows[0] ?? null;
}
