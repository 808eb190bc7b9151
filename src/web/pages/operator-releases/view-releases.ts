import type { PlannedRelease } from '../../../domain/release/calendar.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import type { StoredRelease } from '../../../publish/operate-releases.ts';
import { timeInWords } from '../../../publish/publish-release.ts';
import type { Notice } from '../rights/take-notice.ts';
import { STATE_TAGS } from './state-tag.ts';

/** Every word of the list of releases. */
export function viewReleases(
  releases: readonly StoredRelease[],
  coming: readonly PlannedRelease[],
  notice: Notice | null,
) {
  return {
    title: 'Releases of statistics',
    heading: 'Releases of statistics',
    notice,
    errors: [],
    intro:
      'Each release is made when the marks of its last week have settled, and checked. Two different people sign it here, and it is published by itself at the time it is due.',
    empty:
      releases.length === 0
        ? 'There is no release yet. The first one is made by itself, or with: npm run -s rollcall -- release make'
        : null,
    rows: releases.map(({ id, asOf, state, dueAt, publishedAt }) => ({
      id,
      href: `/operator/releases/${id}`,
      counts: withoutDay(asOf),
      tag: STATE_TAGS[state],
      time: publishedAt ? `Published ${timeInWords(publishedAt)}` : `Due ${timeInWords(dueAt)}`,
    })),
    coming: coming.map(({ id, asOf, makeFrom, dueAt }) => ({
      id,
      cells: [withoutDay(asOf), withoutDay(londonDate(makeFrom)), timeInWords(dueAt)],
    })),
  };
}
