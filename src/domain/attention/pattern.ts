import { type PupilSessions, sessionsBefore } from './pupil-sessions.ts';
import type { Stretch } from './rule.ts';
import type { SchoolSoFar } from './school-so-far.ts';

/** Sessions missed of those that were possible. */
export interface Share {
  readonly missed: number;
  readonly possible: number;
}

/** Whether what concerns a pupil concerns the year group as well. */
export interface Pattern {
  /** `alone`: there is nobody, or nothing before, to compare with. */
  readonly whose: 'own' | 'year-group' | 'alone';
  /** The year group without the pupil, over the same sessions. */
  readonly during: Share;
  /** The year group without the pupil, in the year before those sessions. */
  readonly before: Share;
}

/**
 * Sets a pupil beside the rest of the year group: theirs is the pattern too when they missed at least half as much again as
 * before, and at least two percentage points more.
 */
export function patternOf(
  pupil: PupilSessions,
  yearGroup: string,
  { from, to }: Stretch,
  school: SchoolSoFar,
): Pattern {
  const group = school.yearGroups.get(yearGroup)!;
  const end = Math.min(to, group.possible.length - 1);
  const [first, last] = [sessionsBefore(pupil, from), sessionsBefore(pupil, to)];
  const before = {
    missed: group.missed[from]! - pupil.missed[first]!,
    possible: group.possible[from]! - first,
  };
  const during = {
    missed: group.missed[end]! - group.missed[from]! - (pupil.missed[last]! - pupil.missed[first]!),
    possible: group.possible[end]! - group.possible[from]! - (last - first),
  };
  if (before.possible === 0 || during.possible === 0) return { whose: 'alone', during, before };
  return { whose: isRaised(during, before) ? 'year-group' : 'own', during, before };
}

/** By exact whole numbers: share ÷ share before ≥ 3 ÷ 2, and share − share before ≥ 1 ÷ 50. */
function isRaised(during: Share, before: Share): boolean {
  const [now, then] = [during.missed * before.possible, before.missed * during.possible];
  return 2 * now >= 3 * then && 50 * (now - then) >= during.possible * before.possible;
}
