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

/** A school, how fresh its data are, and when its first collection started: null before one has succeeded. */
export interface FreshSchool {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly firstCollected: Date | null;
}

/** A run as JSON has it. */
type JsonRun = Omit<RunFacts, 'startedAt' | 'finishedAt'> & {
  readonly startedAt: string;
  readonly finishedAt: string | null;
};

/** A row of `collection_run` as JSON: several runs can be columns of one row. */
const JSON_RUN = sql`json_build_object('kind', kind, 'outcome', outcome, 'complete', complete, 'startedAt', started_at,
  'finishedAt', finished_at, 'heldDate', held_date, 'heldHalf', held_half, 'error', error)`;

const runOfJson = (run: JsonRun | null): RunFacts | null =>
  run && {
    ...run,
    startedAt: new Date(run.startedAt),
    finishedAt: run.finishedAt === null ? null : new Date(run.finishedAt),
  };

/** Null when the school is not in the list of schools. A run over chosen dates says nothing about how far the register reaches. */
export async function readFreshSchool(handle: Handle, urn: number): Promise<FreshSchool | null> {
  const latest = sql`ORDER BY started_at DESC, run_id DESC LIMIT 1`;
  const { rows } = await sql<
    SchoolFacts & { last: JsonRun | null; succeeded: JsonRun | null; firstCollected: Date | null }
  >`
    SELECT school.urn, school.name, school.invented, agreement.state AS agreement, agreement.mis,
      (SELECT ${JSON_RUN} FROM collection_run WHERE school_urn = ${urn} ${latest}) AS last,
      (SELECT ${JSON_RUN} FROM collection_run WHERE school_urn = ${urn} AND outcome = 'succeeded' AND kind <> 'range' ${latest}) AS succeeded,
      (SELECT min(started_at) FROM collection_run WHERE school_urn = ${urn} AND kind = 'first' AND outcome = 'succeeded') AS "firstCollected"
    FROM school LEFT JOIN agreement ON agreement.school_urn = school.urn
    WHERE school.urn = ${urn}`.execute(handle);
  if (!rows[0]) return null;
  const { last, succeeded, firstCollected, ...school } = rows[0];
  return { school, freshness: { last: runOfJson(last), lastSucceeded: runOfJson(succeeded) }, firstCollected };
}
