import type { Share } from './pattern.ts';
import { type PupilSessions, sessionsBefore } from './pupil-sessions.ts';
import { FEWEST_SESSIONS, type Found, LAST_SESSIONS, NEWLY_DAYS } from './rule.ts';
import { endOfSchoolDay, latestPlaces, type SchoolSoFar } from './school-so-far.ts';

/** A pupil's absence of the year to date now, and as it stood at the end of the school day five school days before. */
export interface NowAndBefore extends Found {
  readonly now: Share;
  readonly before: Share;
}

/** Which shares are persistent (10%) and severe (50%): one in so many sessions missed, or more. */
export const PERSISTENT = 10;
export const SEVERE = 2;

/** Whether so large a share was missed; never of nothing. */
export const isAtLeast = ({ missed, possible }: Share, oneIn: number): boolean =>
  possible > 0 && missed * oneIn >= possible;

export function shareToDate({ missed, possible }: PupilSessions): Share {
  return { missed: missed[possible]!, possible };
}

/** Absence to date now and a school week ago. The year group is looked at over the last ten days of school. */
export function nowAndBefore(pupil: PupilSessions, school: SchoolSoFar): NowAndBefore {
  const then = sessionsBefore(pupil, endOfSchoolDay(school, NEWLY_DAYS));
  return {
    now: shareToDate(pupil),
    before: { missed: pupil.missed[then]!, possible: then },
    stretch: latestPlaces(school, LAST_SESSIONS),
  };
}

/** A share of absence that has been reached since a school week ago, by a pupil with sessions enough to say so; null without. */
export function newlyReached(pupil: PupilSessions, school: SchoolSoFar, oneIn: number): NowAndBefore | null {
  if (pupil.possible < FEWEST_SESSIONS || !isAtLeast(shareToDate(pupil), oneIn)) return null;
  const found = nowAndBefore(pupil, school);
  return isAtLeast(found.before, oneIn) ? null : found;
}
