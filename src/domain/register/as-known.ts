import { NO_MARK } from '../codes/codes.ts';
import { type Half, isHeld, sessionAt } from '../sessions/dates.ts';

/** What a mark was until a run saw it otherwise. */
export interface SeenChange {
  readonly session: number;
  readonly seenAt: Date;
  readonly was: string;
}

/**
 * A pupil's week as it was known at a time: later changes are undone, newest first, and sessions that had not been held when
 * the last run of that time started are left out.
 * @param held through which session that last run saw; null when the school was not yet known
 */
export function asKnown(
  week: string,
  marks: string,
  changes: readonly SeenChange[],
  at: Date,
  held: { date: string; half: Half } | null,
): string {
  if (held === null) return NO_MARK.repeat(marks.length);
  const known = marks.split('');
  const later = changes.filter(({ seenAt }) => seenAt > at).sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime());
  for (const { session, was } of later) known[session] = was;
  return known
    .map((mark, session) => {
      const { date, half } = sessionAt(week, session);
      return isHeld(date, half, held) ? mark : NO_MARK;
    })
    .join('');
}
