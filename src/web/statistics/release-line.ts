import { type PlannedRelease, releaseCalendar } from '../../domain/release/calendar.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { momentText } from '../../domain/sessions/times.ts';
import type { ReleaseFacts } from '../../publish/released/released-files.ts';
import { link, type Words } from '../document.ts';
import { releaseAddress } from './links.ts';

/** Which release the figures of a page are of, as of when, and when the next is due. */
export function releaseLine(release: ReleaseFacts, now: Date): Words {
  const next = nextDue(now, release.asOf);
  return [
    `Published at ${momentText(release.publishedAt)}, of registers to ${inWords(release.asOf)} as they stood when the release was made (`,
    link(`release ${release.id}`, releaseAddress(release.id)),
    `). ${next ? `The next release is due at ${momentText(next.dueAt)}.` : ''}`.trimEnd(),
  ];
}

/** The next release of the calendar that is not published yet; one that is late stays the next. @param published the last day of the newest release, if there is one */
export function nextDue(now: Date, published: string | null): PlannedRelease | null {
  const planned = releaseCalendar(londonDate(now));
  return planned.find(({ asOf, dueAt }) => dueAt >= now && (published === null || asOf > published)) ?? null;
}

/** What stands on a page of statistics before the first release. */
export function nothingPublished(now: Date) {
  const first = nextDue(now, null);
  return {
    text: 'No statistics have been published yet.',
    next: first
      ? `The next release in the calendar is due at ${momentText(first.dueAt)}, with figures to ${inWords(first.asOf)}. It is published once it has passed every check and two people have signed it off.`
      : 'No release is planned.',
  };
}
