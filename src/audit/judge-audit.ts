import { type NumberRange, takeFromRanges } from './number-ranges.ts';

/** Something that shows that the audit was altered by other means than this program. */
export interface AuditFault {
  /**
   * `removed`: from the middle; `end-removed`: the last events; `head-changed`: the note of which event is the last; `not-as-kept`:
   * the event is not the one of a head that was kept elsewhere.
   */
  readonly what: 'changed' | 'removed' | 'inserted' | 'end-removed' | 'head-changed' | 'not-as-kept';
  /** The first of the events that this is about, by the number that it has now, or had. */
  readonly eventId: number;
  /** The last of them; most often the same. */
  readonly to: number;
  readonly why: string;
}

/** What going through the rows found. Lists are in order of the numbers that the rows have now. */
export interface AuditFindings {
  /** Numbers between rows that stand where they were written. */
  readonly gaps: readonly NumberRange[];
  /** The last row that stands where it was written; 0 when none does. */
  readonly lastInPlace: number;
  /** Rows that are not what was sealed under any number. */
  readonly unsealed: readonly number[];
  /** Rows that were sealed under another number than they have. */
  readonly moved: readonly { readonly eventId: number; readonly number: number }[];
  /** Rows that are sound and do not follow from the sound row before them. */
  readonly unchained: readonly number[];
}

const UNSEALED = 'it is not what was written under this number';
const ADDED = 'it was not written by this program';
const COPIED = 'it is a copy of another event';
const GONE = 'no row has this number';

/**
 * Makes faults of what was found. A row that is not what was sealed was changed where its number is missing otherwise, and
 * inserted where that number still exists.
 * @param lastSealed number of the last event as the head says; null when the head does not hold
 */
export function judgeAudit(found: AuditFindings, lastSealed: number | null): AuditFault[] {
  const last = found.moved.reduce(
    (most, { number }) => Math.max(most, number),
    Math.max(lastSealed ?? 0, found.lastInPlace),
  );
  const end = found.lastInPlace < last ? [{ from: found.lastInPlace + 1, to: last }] : [];
  const byNumber = found.moved.toSorted((a, b) => a.number - b.number);
  const moved = takeFromRanges(
    [...found.gaps, ...end],
    byNumber.map(({ number }) => number),
  );
  const changed = takeFromRanges(moved.rest, found.unsealed);
  const faults = [
    changed.rest.map(({ from, to }) => fault(to === last ? 'end-removed' : 'removed', from, GONE, to)),
    found.unsealed.map((eventId, at) =>
      changed.taken[at] ? fault('changed', eventId, UNSEALED) : fault('inserted', eventId, ADDED),
    ),
    byNumber.map(({ eventId, number }, at) =>
      moved.taken[at] ? fault('changed', eventId, movedWhy(eventId, number)) : fault('inserted', eventId, COPIED),
    ),
    found.unchained.map((eventId) => fault('changed', eventId, `it does not follow from event ${eventId - 1}`)),
  ];
  return faults.flatMap(joinNeighbours).sort((a, b) => a.eventId - b.eventId);
}

const fault = (what: AuditFault['what'], eventId: number, why: string, to = eventId): AuditFault => ({
  what,
  eventId,
  to,
  why,
});

const movedWhy = (eventId: number, number: number): string =>
  `it was written with a number ${Math.abs(eventId - number)} ${number < eventId ? 'lower' : 'higher'}`;

/** Faults of one kind and cause that stand side by side are one. */
function joinNeighbours(faults: readonly AuditFault[]): AuditFault[] {
  const joined: AuditFault[] = [];
  for (const each of faults) {
    const before = joined.at(-1);
    if (before && before.what === each.what && before.why === each.why && before.to + 1 === each.eventId)
      joined[joined.length - 1] = { ...before, to: each.to };
    else joined.push(each);
  }
  return joined;
}
