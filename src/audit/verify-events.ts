import type { AuditHead, AuditRowToCheck } from '../store/audit-events.ts';
import { hasTracesOfEvents, readAuditHead, readAuditRows } from '../store/audit-events.ts';
import type { Database } from '../store/database.ts';
import { type AuditFault, judgeAudit } from './judge-audit.ts';
import { type AuditKey, digestEvent, digestHead, sealedHeadNumber, sealedNumber } from './seal-event.ts';

export interface AuditVerdict {
  /** Rows that there are. */
  readonly events: number;
  /** Empty when every event is there, as it was written, and nothing else. */
  readonly faults: readonly AuditFault[];
  /** The last event, as it is noted; null when nothing is. */
  readonly head: AuditHead | null;
  readonly first: Date | null;
  readonly last: Date | null;
}

const BATCH = 2000;

/**
 * Goes through the whole audit as it is at this moment, and finds events that were changed, removed or inserted by other means
 * than this program, whatever they were. What it cannot find by itself: that the end was removed by someone who puts back a head
 * that was noted before, or the whole database. A copy of the head that was kept elsewhere shows that.
 * @param database the owner's login: others do not see every event
 * @param onProgress is told how many rows have been read, after each batch
 * @param kept a head that an earlier verification gave: its event must be there still
 */
export async function verifyEvents(
  database: Database,
  key: AuditKey,
  onProgress?: (events: number) => void,
  kept: AuditHead | null = null,
): Promise<AuditVerdict> {
  const snapshot = database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return snapshot.execute(async (transaction) => {
    const head = await readAuditHead(transaction);
    const walk = new AuditWalk(key, kept?.eventId ?? null);
    for (let after = '-9223372036854775808'; ; ) {
      const rows = await readAuditRows(transaction, after, BATCH);
      for (const row of rows) walk.add(row);
      onProgress?.(walk.events);
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.eventId;
    }
    const sealed = head && sealedHeadNumber(key, head);
    const faults = [...judgeAudit(walk, sealed), ...judgeHead(head, sealed, walk)];
    if (walk.events === 0 && head === null && (await hasTracesOfEvents(transaction)))
      faults.push(headFault(0, 'nothing is on the audit, yet people have signed in: all of it was removed'));
    faults.push(...judgeKept(key, kept, walk.digestOfKept));
    return { events: walk.events, faults, head, first: walk.first, last: walk.last };
  });
}

const headFault = (eventId: number, why: string): AuditFault => ({ what: 'head-changed', eventId, to: eventId, why });

function judgeHead(head: AuditHead | null, sealed: number | null, { lastInPlace, events }: AuditWalk): AuditFault[] {
  if (head === null) return events === 0 ? [] : [headFault(lastInPlace, 'the note of the last event is gone')];
  if (sealed === null)
    return [headFault(head.eventId, 'the note of the last event is not what was written: later events may be missing')];
  if (sealed !== head.eventId || sealed < lastInPlace)
    return [
      headFault(head.eventId, `the last event noted is ${head.eventId}, but it was ${Math.max(sealed, lastInPlace)}`),
    ];
  return [];
}

/** @param digest that the event of the kept head's number has now; null when there is no such event */
function judgeKept(key: AuditKey, kept: AuditHead | null, digest: string | null): AuditFault[] {
  if (kept === null || (digest !== null && digestHead(key, digest) === kept.digest)) return [];
  const { eventId } = kept;
  const why =
    sealedHeadNumber(key, kept) === eventId
      ? 'it is not what it was when this head was kept: the end was removed or the audit replaced'
      : 'the head that was given was not written under this ROLLCALL_SECRET: it was mistyped, or the secret was changed, or the audit replaced';
  return [{ what: 'not-as-kept', eventId, to: eventId, why }];
}

/** Goes from row to row, in order of their numbers, and keeps what is not as it was written. */
class AuditWalk {
  readonly #key: AuditKey;
  /** Number of the event whose digest is wanted. */
  readonly #keptId: number | null;
  /** The row before, when nothing is wrong with it. */
  #before: { eventId: number; head: string } | null = { eventId: 0, head: '' };
  readonly gaps: { from: number; to: number }[] = [];
  readonly unsealed: number[] = [];
  readonly moved: { eventId: number; number: number }[] = [];
  readonly unchained: number[] = [];
  digestOfKept: string | null = null;
  lastInPlace = 0;
  events = 0;
  first: Date | null = null;
  last: Date | null = null;

  constructor(key: AuditKey, keptId: number | null) {
    this.#key = key;
    this.#keptId = keptId;
  }

  add(row: AuditRowToCheck): void {
    const eventId = Number(row.eventId);
    const number = sealedNumber(this.#key, row.digest, row);
    this.#count(row);
    if (eventId === this.#keptId) this.digestOfKept = row.digest;
    const before = this.#before;
    this.#before = null;
    if (number === null) this.unsealed.push(eventId);
    // A number that is there already is a copy's, which needs the primary key gone.
    else if (number !== eventId || eventId <= this.lastInPlace) this.moved.push({ eventId, number });
    else {
      if (eventId > this.lastInPlace + 1) this.gaps.push({ from: this.lastInPlace + 1, to: eventId - 1 });
      this.lastInPlace = eventId;
      if (before?.eventId === eventId - 1 && row.digest !== digestEvent(this.#key, eventId, before.head, row))
        this.unchained.push(eventId);
      else this.#before = { eventId, head: digestHead(this.#key, row.digest) };
    }
  }

  #count({ at }: AuditRowToCheck): void {
    this.events++;
    const seconds = Number(at);
    if (!Number.isFinite(seconds)) return;
    this.last = new Date(seconds * 1000);
    this.first ??= this.last;
  }
}
