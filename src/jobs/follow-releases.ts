import { latestToMake } from '../domain/release/calendar.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { isMade, type MakingParts, makeRelease } from '../publish/make-release.ts';

/**
 * Makes the newest release of the calendar whose time has come, once: one that is there, in whatever state, is left to people.
 * @returns its name; null when there is nothing to make
 */
export async function makeDueRelease(parts: MakingParts): Promise<string | null> {
  const planned = latestToMake(parts.now, londonDate(parts.now));
  if (planned === null || (await isMade(parts.statistics, planned.id))) return null;
  try {
    return (await makeRelease(parts, planned.asOf)).id;
  } catch (error) {
    // Before the first school shares there is nothing to tell, and after the last has left.
    if (error instanceof RollcallError && error.code === 'release-empty') return null;
    throw error;
  }
}
