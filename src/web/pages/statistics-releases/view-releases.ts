import { readReleaseId } from '../../../domain/release/release-id.ts';
import { academicYear } from '../../../domain/sessions/academic-year.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import { momentText } from '../../../domain/sessions/times.ts';
import type { ReleaseFacts } from '../../../publish/released/released-files.ts';
import { releaseAddress } from '../../statistics/links.ts';
import { comingReleases, nothingPublished } from '../../statistics/release-line.ts';
import { makeSection, type StatSection } from '../../statistics/section.ts';
import { drawTable, wordsCell } from '../../statistics/stat-table.ts';

const TITLE = 'Releases of attendance statistics';

/** Every word of the list of releases. */
export function makeReleases(list: readonly ReleaseFacts[], now: Date) {
  return {
    title: TITLE,
    heading: TITLE,
    lead: 'A release counts all of the academic year so far anew, a fortnight after its last day, when changes of registers have settled.',
    empty: list.length === 0 ? nothingPublished(now) : null,
    sections: [...(list.length === 0 ? [] : [publishedSection(list)]), comingSection(list, now)],
  };
}

function publishedSection(list: readonly ReleaseFacts[]): StatSection {
  const hasNotes = list.some((each) => noteOf(each) !== '');
  return makeSection({
    id: 'published',
    heading: 'Published',
    tables: [
      drawTable({
        id: 'published',
        caption: 'Published releases, the newest first',
        heads: ['Release', 'Figures to', 'Academic year', 'Published', ...(hasNotes ? ['Note'] : [])],
        rows: list.map((release) => ({
          head: release.id,
          href: releaseAddress(release.id),
          cells: [
            inWords(release.asOf),
            academicYear(release.startYear).label,
            momentText(release.publishedAt),
            ...(hasNotes ? [noteOf(release) || 'none'] : []),
          ].map((text) => wordsCell(text)),
        })),
      }),
    ],
  });
}

/** What is told of a release; of a correction at least that it is one. */
const noteOf = ({ id, note }: ReleaseFacts): string =>
  note ?? ((readReleaseId(id)?.correction ?? 1) > 1 ? 'Correction' : '');

function comingSection(list: readonly ReleaseFacts[], now: Date): StatSection {
  return makeSection({
    id: 'calendar',
    heading: 'Calendar of the next 12 months',
    text: [
      'Releases are published at half past nine on a working day, to everyone at the same moment. A release that does not pass its checks, or is not signed off by two people in time, comes later than is said here.',
    ],
    tables: [
      drawTable({
        id: 'calendar',
        caption: 'Coming releases',
        heads: ['Due', 'Figures to', 'Release'],
        rows: comingReleases(now, list[0]?.asOf ?? null).map(({ id, asOf, dueAt }) => ({
          head: `${momentText(dueAt)}${dueAt < now ? ' (late)' : ''}`,
          href: null,
          cells: [wordsCell(inWords(asOf)), wordsCell(id)],
        })),
      }),
    ],
  });
}
