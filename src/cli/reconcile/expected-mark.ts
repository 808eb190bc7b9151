import type { Half } from '../../domain/sessions/dates.ts';
import { addDays, isHeld } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';

/** One event of a mark's history in the MIS: from when, and the mark (null: removed). */
export type MarkEvent = readonly [at: number, mark: string | null];

/** A collection that succeeded. */
export interface ReconciledRun {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly complete: boolean;
  readonly held: { readonly date: string; readonly half: Half };
}

/** What the store must hold for a session: one mark, or either of two when the MIS changed while a run was reading. */
export interface Expected {
  readonly marks: readonly (string | null)[];
  /** Removed in the MIS, but no complete reading has been made since: the mark may still stand. */
  readonly awaiting: readonly (string | null)[];
}

/**
 * The mark as it stood in the MIS when the refresh period closed: at the first complete run on or after the last day of the
 * period (while there is none: at the last run). A session without a mark then is filled when its mark arrives. A mark that
 * was removed goes with the next complete run.
 * @param runs every run that succeeded, oldest first
 */
export function expectedMark(
  events: readonly MarkEvent[],
  date: string,
  half: Half,
  runs: readonly ReconciledRun[],
  refreshDays: number,
): Expected {
  const able = runs.filter(({ held }) => isHeld(date, half, held));
  const last = able.at(-1);
  if (!last) return { marks: [null], awaiting: [] };
  const closing = able.find((run) => run.complete && londonDate(run.startedAt) >= addDays(date, refreshDays)) ?? last;
  const marks = statesDuring(events, closing);
  if (!marks.includes(null)) return { marks, awaiting: [] };
  const later = able
    .filter(({ startedAt }) => startedAt > closing.startedAt)
    .flatMap((run) => statesDuring(events, run));
  const filled = later.find((mark) => mark !== null);
  if (filled !== undefined) return { marks: [...marks, filled], awaiting: [] };
  const lastComplete = able.findLast(({ complete }) => complete);
  const unread = able.filter(({ startedAt }) => !lastComplete || startedAt >= lastComplete.startedAt);
  return { marks, awaiting: unread.flatMap((run) => statesDuring(events, run)).filter((mark) => mark !== null) };
}

/** The mark at the start of a run and at its end. */
function statesDuring(events: readonly MarkEvent[], run: ReconciledRun): (string | null)[] {
  const [first, last] = [stateAt(events, run.startedAt.getTime()), stateAt(events, run.finishedAt.getTime())];
  return first === last ? [first] : [first, last];
}

function stateAt(events: readonly MarkEvent[], time: number): string | null {
  return events.findLast(([at]) => at <= time)?.[1] ?? null;
}
