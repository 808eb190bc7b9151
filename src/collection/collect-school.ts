import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { mayCollect } from '../domain/agreement/agreement-state.ts';
import type { Clock } from '../domain/clock.ts';
import { collectedFrom } from '../domain/pupils/year-before.ts';
import { makeIssue } from '../domain/quality/issues.ts';
import { compareRegister } from '../domain/register/compare-register.ts';
import { mondayOf } from '../domain/sessions/dates.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { readState } from '../store/agreements.ts';
import {
  beginRun,
  finishRun,
  type PlacedIssue,
  type RunCounts,
  type RunKind,
  readDoubtfulSessions,
  readRunHistory,
} from '../store/collection-runs.ts';
import { type Database, withScope } from '../store/database.ts';
import { mergePupils } from '../store/merge-pupils.ts';
import {
  type Enrolment,
  ProfileNumbers,
  readEnrolments,
  readProfiles,
  readPupils,
  readSourceKeys,
  type StoredPupil,
} from '../store/pupils.ts';
import { type PlannedMark, readPlannedMarks, readRegister } from '../store/register.ts';
import { notAgreed, watchAgreement } from './ask-while-agreed.ts';
import { checkMarks, checkRoll } from './check-reading.ts';
import { decideRemoval, isHollow, lateIssues, onlyCovered } from './decide-removal.ts';
import { type KnownPupil, type Matching, matchPupils } from './match-pupils.ts';
import { type CollectionPlan, type PlanOptions, planCollection } from './plan-collection.ts';
import { addPlanned } from './planned-marks.ts';
import { type ReadMarks, readMarks } from './read-marks.ts';
import { recordCollection } from './record-collection.ts';
import type { Roll, Source } from './source.ts';

/** First key of the advisory locks that keep two collections of one school apart. */
const SCHOOL_LOCK = 7_208;
const LOCK_WAIT_MS = 5000;

export interface CollectOptions extends PlanOptions {
  readonly signal: AbortSignal;
  /** Take out marks that the MIS no longer has even when they are many: the operator has looked. */
  readonly acceptRemovals?: boolean | undefined;
  /** How long to wait for another collection of the school to end; a few seconds unless told. */
  readonly lockWaitMs?: number | undefined;
  readonly onProgress?: ((marks: number) => void) | undefined;
}

export interface CollectionResult {
  readonly urn: number;
  readonly outcome: 'succeeded';
  readonly kind: RunKind;
  readonly complete: boolean;
  readonly counts: RunCounts;
  readonly issues: number;
}

/**
 * Collects one school: may we, read, compare, record. Everything is recorded in one transaction at the end, so a crash at any
 * point leaves the register as it was, and running again gives the same register.
 * @throws not-agreed, collection-locked, source-…, read-incomplete; the run is then recorded as failed (or stopped)
 */
export async function collectSchool(
  collector: Database,
  urn: number,
  source: Source,
  clock: Clock,
  options: CollectOptions,
): Promise<CollectionResult> {
  return collector.connection().execute(async (connection) => {
    if (!(await takeLock(connection, urn, options.lockWaitMs ?? LOCK_WAIT_MS)))
      throw new RollcallError(
        'collection-locked',
        `School ${urn} is being collected by another run. Wait for it to end.`,
      );
    try {
      return await collectLocked(collector, urn, source, clock, options);
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(SCHOOL_LOCK)}, ${urn}::integer)`
        .execute(connection)
        .catch(() => {});
    }
  });
}

/** A collector that was killed holds its lock until the server notices, so a short wait comes before the refusal. */
async function takeLock(connection: Database, urn: number, waitMs: number): Promise<boolean> {
  for (const until = performance.now() + waitMs; ; await sleep(100)) {
    const { rows } = await sql<{ locked: boolean }>`
      SELECT pg_try_advisory_lock(${sql.lit(SCHOOL_LOCK)}, ${urn}::integer) AS locked`.execute(connection);
    if (rows[0]?.locked || performance.now() >= until) return rows[0]?.locked ?? false;
  }
}

async function collectLocked(
  collector: Database,
  urn: number,
  source: Source,
  clock: Clock,
  options: CollectOptions,
): Promise<CollectionResult> {
  const startedAt = clock.now();
  const { plan, runId, before } = await withScope(collector, [urn], async (transaction) => {
    if (!mayCollect(await readState(transaction, urn))) throw notAgreed(urn);
    const plan = planCollection(startedAt, await readRunHistory(transaction, urn), source.filtersByDate, options);
    const runId = await beginRun(transaction, urn, { ...plan, source: source.name, startedAt });
    return { plan, runId, before: await readBefore(transaction, urn, source.name) };
  });
  const watch = watchAgreement(collector, urn);
  const signal = AbortSignal.any([options.signal, watch.signal]);
  const run = { collector, urn, source, clock, options: { ...options, signal }, plan, runId, before, startedAt };
  try {
    return await readAndRecord(run);
  } catch (error) {
    await recordFailure(collector, urn, runId, clock, error);
    throw error;
  } finally {
    watch.stop();
  }
}

/** What the store knows of a school before a run. */
export interface Before {
  readonly pupils: readonly StoredPupil[];
  readonly keys: ReadonlyMap<string, number>;
  readonly profiles: ProfileNumbers;
  readonly enrolments: readonly Enrolment[];
  readonly planned: readonly PlannedMark[];
  readonly doubtful: ReadonlySet<string>;
}

async function readBefore(transaction: Parameters<typeof readPupils>[0], urn: number, source: string): Promise<Before> {
  return {
    pupils: await readPupils(transaction, urn),
    keys: await readSourceKeys(transaction, urn, source),
    profiles: new ProfileNumbers(await readProfiles(transaction, urn)),
    enrolments: await readEnrolments(transaction, urn),
    planned: await readPlannedMarks(transaction, urn),
    doubtful: await readDoubtfulSessions(transaction, urn),
  };
}

/** One run's parts, handed from step to step. */
export interface Run {
  readonly collector: Database;
  readonly urn: number;
  readonly source: Source;
  readonly clock: Clock;
  readonly options: CollectOptions;
  readonly plan: CollectionPlan;
  readonly runId: number;
  readonly before: Before;
  readonly startedAt: Date;
}

async function readAndRecord(started: Run): Promise<CollectionResult> {
  const roll = await started.source.readRoll(started.options.signal);
  checkRoll(roll, countOnRoll(started.before, roll));
  const { run, matching } = await matchRoll(started, roll);
  const { options, plan, before } = run;
  const read = await readOnce(run, roll, matching);
  checkMarks(read);
  const { grid } = read;
  addPlanned(grid, plan, before.planned);
  const { register, profiles } = await withScope(run.collector, [run.urn], async (transaction) => {
    const found = await readRegister(
      transaction,
      run.urn,
      plan.since === null ? { from: mondayOf(plan.from), to: plan.to } : { only: grid.weeks },
    );
    return { register: found.grid, profiles: found.profiles };
  });
  const compared = compareRegister(register, grid, {
    ...plan,
    complete: plan.since === null,
    doubtful: before.doubtful,
  });
  const covered = onlyCovered(compared, coveredPupils(roll, matching, read));
  const hollow = isHollow(covered) && !options.acceptRemovals;
  const comparison = hollow ? { ...covered, missing: [], late: [] } : covered;
  const readAgain = () => readOnce(run, roll, matching);
  const removal = await decideRemoval(comparison, readAgain, options.acceptRemovals ?? false);
  const issues: PlacedIssue[] = [
    ...roll.issues,
    ...matching.issues,
    ...read.issues,
    ...removal.issues,
    ...(hollow ? [makeIssue('read-empty', 'marks')] : []),
    ...lateIssues(comparison),
  ];
  return recordCollection(run, {
    roll,
    matching,
    register,
    weekProfiles: profiles,
    comparison,
    removed: removal.removed,
    complete: plan.since === null && !removal.doubtful && !hollow,
    issues,
    refused: read.refused,
    grid,
  });
}

function knownPupils({ pupils, profiles, enrolments }: Before): KnownPupil[] {
  const open = new Set(enrolments.filter(({ lastDay }) => lastDay === null).map(({ pupil }) => pupil));
  return pupils.map((pupil) => {
    const { gender, ncYear } = profiles.all.get(pupil.profile)!;
    return { ...pupil, gender, ncYear, onRoll: open.has(pupil.id) };
  });
}

/** Matches the roll with the pupils stored; those of whom the roll shows that they are one are made one first. */
async function matchRoll(run: Run, roll: Roll): Promise<{ run: Run; matching: Matching }> {
  const matching = matchPupils(roll.rows, knownPupils(run.before), run.before.keys);
  if (matching.merges.length === 0) return { run, matching };
  const before = await withScope(run.collector, [run.urn], async (transaction) => {
    for (const merge of matching.merges) await mergePupils(transaction, run.urn, merge);
    return readBefore(transaction, run.urn, run.source.name);
  });
  return { run: { ...run, before }, matching: matchPupils(roll.rows, knownPupils(before), before.keys) };
}

/** Pupils whose marks the source was asked for: all that came, less the leavers when theirs are not permitted. */
function coveredPupils(roll: Roll, matching: Matching, read: ReadMarks): Set<number> {
  const refused = [...roll.issues, ...read.issues].some(
    ({ code, detail }) => code === 'endpoint-not-permitted' && /leaver/.test(String(detail['endpoint'])),
  );
  return new Set(matching.pupils.filter(({ pupil }) => pupil.onRoll || !refused).map(({ id }) => id));
}

/** Pupils on roll before this run, without those whose records the MIS has deleted. */
function countOnRoll({ enrolments, keys }: Before, { deleted = new Set() }: Roll): number {
  const gone = new Set([...deleted].map((key) => keys.get(key)));
  return enrolments.filter(({ pupil, lastDay }) => lastDay === null && !gone.has(pupil)).length;
}

function readOnce(run: Run, roll: Roll, matching: Matching): Promise<ReadMarks> {
  const { source, plan, options } = run;
  return readMarks(
    source,
    plan,
    matching.byKey,
    roll.passedOver,
    receptionDays(matching, plan.from, londonDate(run.startedAt)),
    () => stillAgreed(run),
    options.signal,
    (rows) => options.onProgress?.(rows),
  );
}

/** Pupils on roll who were in nursery within the window, with their first day of reception. */
function receptionDays({ pupils }: Matching, from: string, today: string): Map<number, string> {
  const days = new Map<number, string>();
  for (const { id, pupil } of pupils) {
    const day = pupil.onRoll ? collectedFrom(pupil.characteristics.ncYear, today) : null;
    if (day !== null && day > from) days.set(id, day);
  }
  return days;
}

/** Between two pages: a school that has opted out is left at once. */
async function stillAgreed({ collector, urn, options }: Run): Promise<void> {
  options.signal.throwIfAborted();
  if (!mayCollect(await readState(collector, urn))) throw notAgreed(urn);
}

async function recordFailure(
  collector: Database,
  urn: number,
  runId: number,
  clock: Clock,
  error: unknown,
): Promise<void> {
  const known = error instanceof RollcallError ? error : null;
  const stopped = known?.code === 'not-agreed' || (error as Error).name === 'AbortError';
  await withScope(collector, [urn], (transaction) =>
    finishRun(transaction, urn, runId, {
      finishedAt: clock.now(),
      outcome: stopped ? 'stopped' : 'failed',
      errorCode: known?.code ?? (stopped ? 'stopped' : 'source-unavailable'),
      error:
        known?.message ??
        (stopped ? 'The collection was stopped.' : 'The collection failed for a reason that is in the log.'),
    }),
  ).catch(() => {});
}
