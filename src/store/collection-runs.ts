import { sql } from 'kysely';
import type { Issue } from '../domain/quality/issues.ts';
import type { Half } from '../domain/sessions/dates.ts';
import type { Handle } from './database.ts';
import type { CollectionRunTable } from './tables.ts';

export type RunKind = CollectionRunTable['kind'];

export interface RunCounts {
  readonly pupils: number;
  readonly marks_read: number;
  readonly marks_new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly planned: number;
  readonly late: number;
  readonly refused: number;
}

/** How far earlier runs saw: what decides the next window. */
export interface RunHistory {
  /** Start of the last run that succeeded and covered up to its day; null before the first. */
  readonly last: { startedAt: Date; heldDate: string; heldHalf: Half } | null;
  readonly lastCompleteAt: Date | null;
}

export async function readRunHistory(handle: Handle, urn: number): Promise<RunHistory> {
  const runs = await handle
    .selectFrom('collection_run')
    .select(['started_at', 'held_date', 'held_half', 'outcome', 'complete', 'kind'])
    .where('school_urn', '=', urn)
    .where('kind', '!=', 'range')
    .orderBy('run_id', 'desc')
    .limit(200)
    .execute();
  const last = runs.find(({ outcome }) => outcome === 'succeeded');
  const complete = runs.find(({ outcome, complete }) => outcome === 'succeeded' && complete);
  return {
    last: last ? { startedAt: last.started_at, heldDate: last.held_date!, heldHalf: last.held_half! } : null,
    lastCompleteAt: complete?.started_at ?? null,
  };
}

/** Opens a run. Runs of this school still open belong to a collector that died: they are closed as failed. */
export async function beginRun(
  handle: Handle,
  urn: number,
  run: { kind: RunKind; source: string; from: string; to: string; startedAt: Date; held: { date: string; half: Half } },
): Promise<number> {
  await handle
    .updateTable('collection_run')
    .set({
      outcome: 'failed',
      finished_at: run.startedAt,
      error_code: 'source-unavailable',
      error: 'The collector stopped before it was done.',
    })
    .where('school_urn', '=', urn)
    .where('outcome', '=', 'running')
    .execute();
  const { run_id } = await handle
    .insertInto('collection_run')
    .values({
      school_urn: urn,
      kind: run.kind,
      source: run.source,
      window_from: run.from,
      window_to: run.to,
      started_at: run.startedAt,
      outcome: 'running',
      held_date: run.held.date,
      held_half: run.held.half,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return run_id;
}

export async function finishRun(
  handle: Handle,
  urn: number,
  runId: number,
  end: {
    finishedAt: Date;
    outcome: 'succeeded' | 'failed' | 'stopped';
    complete?: boolean;
    counts?: RunCounts;
    errorCode?: string;
    error?: string;
  },
): Promise<void> {
  await handle
    .updateTable('collection_run')
    .set({
      finished_at: end.finishedAt,
      outcome: end.outcome,
      complete: end.complete ?? false,
      error_code: end.errorCode ?? null,
      error: end.error ?? null,
      ...end.counts,
    })
    .where('school_urn', '=', urn)
    .where('run_id', '=', runId)
    .execute();
}

/** What the store keeps of an issue besides its rule: where, and how often it was found. */
export interface PlacedIssue extends Issue {
  readonly pupilId?: number | null;
  readonly day?: string | null;
  readonly times?: number;
}

/** Which issues a run closes when it does not find them again. */
export interface Resolvable {
  /** Codes closed wherever they were. */
  readonly always: readonly string[];
  /** Codes closed where their day lies in the days read; null when no days were read whole. */
  readonly inWindow: { readonly codes: readonly string[]; readonly from: string; readonly to: string } | null;
  /** Whether those that name no day are closed too. */
  readonly withoutDay: boolean;
}

/** Keeps the issues of a run: new ones are added, known ones seen again, and those that the run must have found are closed. */
export async function writeIssues(
  handle: Handle,
  urn: number,
  seenAt: Date,
  issues: readonly PlacedIssue[],
  resolves: Resolvable,
): Promise<void> {
  const merged = mergeByPlace(issues);
  if (merged.length > 0)
    await sql`
      INSERT INTO issue (school_urn, code, place, detail, pupil_id, day, times, first_seen_at, last_seen_at)
      SELECT ${urn}::integer, code, place, detail::jsonb, pupil_id, day, times, ${seenAt}::timestamptz, ${seenAt}::timestamptz FROM unnest(
        ${merged.map(({ code }) => code)}::text[], ${merged.map(({ place }) => place)}::text[], ${merged.map(({ detail }) => JSON.stringify(detail))}::text[],
        ${merged.map(({ pupilId }) => pupilId ?? null)}::integer[], ${merged.map(({ day }) => day ?? null)}::date[], ${merged.map(({ times }) => times ?? 1)}::integer[])
        AS given (code, place, detail, pupil_id, day, times)
      ON CONFLICT (school_urn, code, place) DO UPDATE SET detail = excluded.detail, times = excluded.times, last_seen_at = excluded.last_seen_at, resolved_at = NULL`.execute(
      handle,
    );
  const { always, inWindow, withoutDay } = resolves;
  const window = inWindow ?? { codes: [], from: null, to: null };
  await sql`
    UPDATE issue SET resolved_at = ${seenAt}
    WHERE school_urn = ${urn} AND resolved_at IS NULL AND last_seen_at < ${seenAt} AND (code = ANY (${[...always]}::text[])
      OR code = ANY (${[...window.codes]}::text[])
        AND (day BETWEEN ${window.from}::date AND ${window.to}::date OR day IS NULL AND ${withoutDay}::boolean))`.execute(
    handle,
  );
}

/** One row a rule and place: a statement may not touch a row twice. */
function mergeByPlace(issues: readonly PlacedIssue[]): PlacedIssue[] {
  const places = new Map<string, PlacedIssue>();
  for (const issue of issues) {
    const key = `${issue.code} ${issue.place}`;
    places.set(key, { ...issue, times: (places.get(key)?.times ?? 0) + (issue.times ?? 1) });
  }
  return [...places.values()];
}

/** Sessions in doubt (two marks for one session), as `pupil date half`. */
export async function readDoubtfulSessions(handle: Handle, urn: number): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    SELECT pupil_id || ' ' || day || ' ' || (detail ->> 'half') AS key FROM issue
    WHERE school_urn = ${urn} AND code = 'mark-conflict' AND resolved_at IS NULL AND pupil_id IS NOT NULL`.execute(
    handle,
  );
  return new Set(rows.map(({ key }) => key));
}
