import { checkSource } from '../../agreement/check-source.ts';
import { auditKey } from '../../audit/append-event.ts';
import { collectSchools, type SchoolOutcome } from '../../collection/collect-schools.ts';
import { readConfig } from '../../config.ts';
import { createLog } from '../../log.ts';
import { collectedSchools } from '../../store/agreements.ts';
import type { Database } from '../../store/database.ts';
import { openWonde } from '../wonde.ts';

/** One collection of the fault runs, as it crosses to another process. */
export interface FaultCollection {
  readonly ownerUrl: string;
  readonly secret: string;
  readonly sandbox: { readonly wondeUrl: string; readonly token: string };
  readonly firstDay: string;
  readonly now: string;
  readonly complete: boolean;
}

/** Short waits and small pages: two hundred runs with slow and dead answers must end in minutes, and cross many pages. */
const TIMING = { timeoutMs: 400, retries: 2, backoffMs: 40, mostRetryAfterMs: 100 };
const CONFIG = readConfig({ ROLLCALL_SANDBOX: 'on', ROLLCALL_WONDE_PAGE_SIZE: '50' });

/** Collects the sandbox's schools as `rollcall collect` does. */
export async function collectForFaults(
  collection: FaultCollection,
  logins: { owner: Database; collector: Database },
): Promise<SchoolOutcome[]> {
  const clock = { now: () => new Date(collection.now) };
  const log = createLog('silent');
  const { signal } = new AbortController();
  const wonde = openWonde(CONFIG, collection.sandbox, TIMING);
  const parts = { owner: logins.owner, auditKey: auditKey(collection.secret), log, keepDays: 30 };
  await checkSource(parts, wonde, clock, signal);
  return collectSchools(logins.collector, await collectedSchools(logins.owner), wonde.sourceOf, clock, log, {
    concurrency: 2,
    refreshDays: CONFIG.ROLLCALL_REFRESH_DAYS,
    completeReadDays: CONFIG.ROLLCALL_COMPLETE_READ_DAYS,
    overlapHours: CONFIG.ROLLCALL_WONDE_OVERLAP_HOURS,
    firstDay: collection.firstDay,
    complete: collection.complete,
    signal,
  });
}
