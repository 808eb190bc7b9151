import { NO_MARK } from '../domain/codes/codes.ts';
import { makeIssue } from '../domain/quality/issues.ts';
import type { Comparison } from '../domain/register/compare-register.ts';
import { sessionAt } from '../domain/sessions/dates.ts';
import { sessionInWords } from '../domain/sessions/in-words.ts';
import type { PlacedIssue } from '../store/collection-runs.ts';
import { mayRemove } from './check-reading.ts';
import type { ReadMarks } from './read-marks.ts';

export interface Removal {
  readonly removed: Comparison['missing'];
  /** The two readings did not agree, or too much was gone: the run does not count as complete. */
  readonly doubtful: boolean;
  readonly issues: readonly PlacedIssue[];
}

/**
 * A mark is taken out only when two complete readings agree that it is gone, and not when they are many among the marks of the
 * sessions that are still refreshed.
 * @param accept the operator has looked, and many may go
 */
export async function decideRemoval(
  { missing, counts }: Comparison,
  readAgain: () => Promise<ReadMarks>,
  accept: boolean,
): Promise<Removal> {
  if (missing.length === 0) return { removed: [], doubtful: false, issues: [] };
  const again = await readAgain();
  const gone = missing.filter(
    ({ pupil, week, session }) => (again.grid.week(week, pupil)?.[session] ?? NO_MARK) === NO_MARK,
  );
  if (accept || mayRemove(gone.length, counts.open + gone.length))
    return { removed: gone, doubtful: gone.length < missing.length, issues: [] };
  return { removed: [], doubtful: true, issues: [makeIssue('read-incomplete', 'marks', { missing: gone.length })] };
}

/**
 * Leaves alone the marks of pupils whom the reading did not cover: those who are neither on the roll nor among the leavers that
 * came, and those passed over because their year could not be read. That their marks did not come says nothing.
 * @param covered pupils whose marks the source was asked for
 */
export function onlyCovered(comparison: Comparison, covered: ReadonlySet<number>): Comparison {
  const isCovered = ({ pupil }: { pupil: number }) => covered.has(pupil);
  const late = comparison.late.filter((each) => each.now !== NO_MARK || isCovered(each));
  return { ...comparison, missing: comparison.missing.filter(isCovered), late };
}

/** Below this share of the marks that were there, a complete reading is taken for broken. */
const LEAST_OF_STORED = 0.5;

/** Whether most of what is stored in the window did not come: a source that answers with nothing, or with half. */
export function isHollow({ counts, missing, late }: Comparison): boolean {
  const gone = missing.length + late.filter(({ now }) => now === NO_MARK).length;
  const stored = counts.unchanged + counts.changed + missing.length + late.length;
  return gone > 10 && gone > stored * (1 - LEAST_OF_STORED);
}

const MOST_SESSIONS = 200;

/** Changes after the refresh period, one issue a session. */
export function lateIssues({ late }: Comparison): PlacedIssue[] {
  const sessions = Map.groupBy(late, ({ week, session }) => `${week} ${session}`);
  return [...sessions.values()].slice(0, MOST_SESSIONS).map((changes) => {
    const { week, session, was, now } = changes[0]!;
    const { date, half } = sessionAt(week, session);
    return {
      ...makeIssue('mark-changed-late', sessionInWords(date, half), { week, session, was, now }),
      day: date,
      times: changes.length,
    };
  });
}
