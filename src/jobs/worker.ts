import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../domain/clock.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { nextCollection } from '../domain/sessions/next-collection.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';

/** A worker that does not say that it lives for this long is taken for dead, and its jobs are released. */
const DEAD_AFTER = '3 minutes';
const HEARTBEAT_MS = 60_000;

export interface WorkerParts {
  readonly owner: Database;
  readonly ownerUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  /** Collect at once too, when the last collection was not today: a service that was down at its time catches up. */
  readonly collectNow?: boolean;
  /** Reminds approvers of requests; it tells each thing once, so it may run often. */
  remindApprovers(): Promise<unknown>;
  /** Queues the weekly e-mails that are due; each is queued once a week, so it may run often. */
  sendWeeklyEmails(): Promise<unknown>;
  /** Makes the release of statistics whose time has come; one that is there is left alone, so it may run often. */
  makeRelease(): Promise<unknown>;
  /** Publishes signed releases that are due; it may run often. */
  publishReleases(): Promise<unknown>;
  /** @returns how many schools could not be collected */
  collectAgreed(signal: AbortSignal): Promise<number>;
}

/**
 * Starts the worker: jobs live in the same PostgreSQL and may run twice, which is harmless. Collecting queues its own next
 * time, worked out in London time, since the queue's own schedule thinks in UTC.
 */
export async function startWorker(parts: WorkerParts): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const tasks: TaskList = {
    'collect-agreed': async (_payload, helpers) => {
      await queueNext(parts, helpers.addJob);
      const failed = await parts.collectAgreed(stopping.signal);
      // The queue then tries again, a little later each time; schools already collected are only read for what is new.
      if (failed > 0 && !stopping.signal.aborted) throw new Error(`${failed} schools could not be collected`);
    },
    'remind-approvers': async () => void (await parts.remindApprovers()),
    'send-weekly-emails': async () => void (await parts.sendWeeklyEmails()),
    'make-release': async () => void (await parts.makeRelease()),
    'publish-releases': async () => void (await parts.publishReleases()),
  };
  // Its own pool, so that it can be ended: the library's would keep connections after it has stopped.
  const pool = new pg.Pool({ connectionString: parts.ownerUrl, max: 4 });
  pool.on('error', (error) =>
    parts.log.warn({ code: (error as { code?: string }).code }, 'the worker lost a connection'),
  );
  pool.on('connect', (client) => client.on('error', () => {}));
  const workers = new Set<string>();
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => workers.add(worker.workerId));
  const runner = await run({
    events,
    pgPool: pool,
    concurrency: 1,
    noHandleSignals: true,
    taskList: tasks,
    // At minutes of their own: a reminder is told once, whenever it is found to be due, and so is a week. Releases are published to the minute.
    crontab:
      '17 * * * * remind-approvers\n2,32 * * * * send-weekly-emails\n47 * * * * make-release\n* * * * * publish-releases',
    pollInterval: 5000,
    logger: new Logger(() => () => {}),
  });
  await queueNext(parts, runner.addJob);
  if (parts.collectNow && (await isOverdue(parts)))
    await runner.addJob('collect-agreed', {}, { jobKey: 'collect-at-start', jobKeyMode: 'replace' });
  const beat = () =>
    heartbeat(parts.owner, workers).catch((error: unknown) => parts.log.warn({ err: error }, 'heartbeat'));
  await beat();
  const timer = setInterval(beat, HEARTBEAT_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await runner.stop();
      await pool.end();
    },
  };
}

/** How often a collection is tried before the next day's. */
const MOST_TRIES = 6;

/** Queues the next collection once, by its time. The queue thinks in the machine's time, which a set clock stands apart from. */
async function queueNext({ clock, collectAt }: WorkerParts, addJob: AddJob): Promise<void> {
  const now = clock.now();
  const due = nextCollection(now, collectAt);
  const runAt = new Date(Date.now() + due.getTime() - now.getTime());
  const jobKey = `collect-agreed ${due.toISOString()}`;
  await addJob('collect-agreed', {}, { runAt, jobKey, jobKeyMode: 'preserve_run_at', maxAttempts: MOST_TRIES });
}

type AddJob = Awaited<ReturnType<typeof run>>['addJob'];

async function isOverdue({ owner, clock }: WorkerParts): Promise<boolean> {
  const { rows } = await sql<{ last: Date | null }>`SELECT max(started_at) AS last FROM collection_run`.execute(owner);
  const last = rows[0]?.last;
  return !last || londonDate(last) < londonDate(clock.now());
}

/** Says that these workers live, and releases the jobs of those that have not said so: a killed worker's jobs stay locked for hours. */
async function heartbeat(owner: Database, workers: ReadonlySet<string>): Promise<void> {
  await sql`INSERT INTO worker_heartbeat (worker_id, seen_at) SELECT id, now() FROM unnest(${[...workers]}::text[]) AS id ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()`.execute(
    owner,
  );
  await sql`DELETE FROM worker_heartbeat WHERE seen_at < now() - ${DEAD_AFTER}::interval`.execute(owner);
  await sql`SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
    WHERE locked_by IS NOT NULL AND locked_by NOT IN (SELECT worker_id FROM worker_heartbeat) HAVING count(*) > 0`.execute(
    owner,
  );
}
