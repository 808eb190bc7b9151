import { type PlannedRelease, releaseCalendar } from '../../domain/release/calendar.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { momentText } from '../../domain/sessions/times.ts';
import type { ReleaseFacts } from '../../publish/released/released-files.ts';
import { link, type Words } from '../document.ts';
import { releaseAddress } from './links.ts';

/** Which release the figures of a page are of, as of when, and when the next is due. */
export function releaseLine(release: ReleaseFacts, now: Date): Words {
  const [next] = comingReleases(now, release.asOf);
  return [
    `Published at ${momentText(release.publishedAt)}, of registers to ${inWords(release.asOf)} as they stood when the release was made (`,
    link(`release ${release.id}`, releaseAddress(release.id)),
    `). ${next ? `The next release ${dueWords(next, now)}.` : ''}`.trimEnd(),
  ];
}

/**
 * The releases that are to come within a year, the soonest first. One that should have been published by now is the first of them; of several only the
 * last, since each counts all of its year anew.
 * @param published the last day of the newest release; null: there is none, and nothing is late
 */
export function comingReleases(now: Date, published: string | null): PlannedRelease[] {
  const late =
    published === null
      ? undefined
      : releaseCalendar(addDays(published, 1)).findLast(({ asOf, dueAt }) => asOf > published && dueAt < now);
  const due = releaseCalendar(londonDate(now)).filter(
    ({ asOf, dueAt }) => dueAt >= now && (published === null || asOf > published),
  );
  return [...(late ? [late] : []), ...due];
}

/** When a release is due, or that it is late. */
export const dueWords = ({ dueAt }: PlannedRelease, now: Date): string =>
  dueAt < now ? `was due at ${momentText(dueAt)} and is late` : `is due at ${momentText(dueAt)}`;

/** What stands on a page of statistics before the first release. */
export function nothingPublished(now: Date) {
  const [first] = comingReleases(now, null);
  return {
    text: 'No statistics have been published yet.',
    next: first
      ? `The next release in the calendar ${dueWords(first, now)}, with figures to ${inWords(first.asOf)}. It is published once it has passed every check and two people have signed it off.`
      : 'No release is planned.',
  };
}
