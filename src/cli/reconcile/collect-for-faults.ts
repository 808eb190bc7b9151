import { updateAgreements } from '../../agreement/update-agreements.ts';
import { collectSchools, type SchoolOutcome } from '../../collection/collect-schools.ts';
import { readConfig } from '../../config.ts';
import type { Log } from '../../log.ts';
import { agreedSchools } from '../../store/agreements.ts';
import type { Installation } from '../installation.ts';
import { openWonde } from '../wonde.ts';

/** One collection of the fault runs, as it crosses to another process. */
export interface FaultCollection {
  readonly dataDir: string;
  readonly ownerUrl: string;
  readonly sandbox: { readonly wondeUrl: string; readonly token: string };
  readonly firstDay: string;
  readonly now: string;
  readonly complete: boolean;
}

/** Short waits, so that two hundred runs with slow and dead answers end in minutes. */
const IMPATIENT = {
  ROLLCALL_WONDE_TIMEOUT_SECONDS: '1',
  ROLLCALL_WONDE_RETRIES: '3',
  ROLLCALL_WONDE_PAGE_SIZE: '50',
  ROLLCALL_SANDBOX: 'on',
  ROLLCALL_LOG_LEVEL: 'silent',
};

export async function collectForFaults(
  collection: FaultCollection,
  { logins }: Installation,
  log: Log,
): Promise<SchoolOutcome[]> {
  const config = { ...readConfig(IMPATIENT) };
  const clock = { now: () => new Date(collection.now) };
  const signal = new AbortController().signal;
  const wonde = openWonde(config, collection.sandbox);
  await updateAgreements(logins.owner, 'wonde', await wonde.approvals(signal), clock.now(), log);
  return collectSchools(logins.collector, await agreedSchools(logins.owner), wonde.sourceOf, clock, log, {
    concurrency: 2,
    refreshDays: config.ROLLCALL_REFRESH_DAYS,
    completeReadDays: config.ROLLCALL_COMPLETE_READ_DAYS,
    overlapHours: config.ROLLCALL_WONDE_OVERLAP_HOURS,
    firstDay: collection.firstDay,
    complete: collection.complete,
    signal,
  });
}
