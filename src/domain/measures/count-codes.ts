import { NO_MARK } from '../codes/codes.ts';

/** Sessions by mark (a code's one-character form), in a run of stored marks. Sessions without a mark are left out; `?` is kept. */
export function countCodes(marks: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const mark of marks) if (mark !== NO_MARK) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}

/** Late sessions: before and after the register closed (L and U), though only the first counts as attended. */
export function lateSessions(counts: ReadonlyMap<string, number>): number {
  return (counts.get('L') ?? 0) + (counts.get('U') ?? 0);
}
