import { releaseCalendar } from '../../../domain/release/calendar.ts';
import { readReleaseId } from '../../../domain/release/release-id.ts';
import { academicYear } from '../../../domain/sessions/academic-year.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { momentText } from '../../../domain/sessions/times.ts';
import type { ReleaseFacts } from '../../../publish/released/released-files.ts';
import { releaseAddress } from '../../statistics/links.ts';
import { nothingPublished } from '../../statistics/release-line.ts';
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

const publishedSection = (list: readonly ReleaseFacts[]): StatSection =>
  makeSection({
    id: 'published',
    heading: 'Published',
    tables: [
      drawTable({
        id: 'published-table',
        caption: 'Published releases, the newest first',
        heads: ['Release', 'Figures to', 'Academic year', 'Published', 'Note'],
        rows: list.map(({ id, asOf, startYear, publishedAt, note }) => ({
          head: id,
          href: releaseAddress(id),
          cells: [inWords(asOf), academicYear(startYear).label, momentText(publishedAt), note ?? noteOf(id)].map(
            (text) => wordsCell(text),
          ),
        })),
      }),
    ],
  });

const noteOf = (id: string): string => ((readReleaseId(id)?.correction ?? 1) > 1 ? 'Correction' : '');

/** Releases of the calendar that are due within a year and not published; one that is overdue is among them until it is. */
function comingSection(list: readonly ReleaseFacts[], now: Date): StatSection {
  const published = new Set(list.map(({ asOf }) => asOf));
  const coming = releaseCalendar(londonDate(now)).filter(({ asOf }) => !published.has(asOf));
  return makeSection({
    id: 'calendar',
    heading: 'Calendar of the next 12 months',
    text: [
      'Releases are published at half past nine on a working day, to everyone at the same moment. A release that does not pass its checks, or is not signed off by two people in time, comes later than is said here.',
    ],
    tables: [
      drawTable({
        id: 'calendar-table',
        caption: 'Coming releases',
        heads: ['Due', 'Figures to', 'Release'],
        rows: coming.map(({ id, asOf, dueAt }) => ({
          head: momentText(dueAt),
          href: null,
          cells: [wordsCell(inWords(asOf)), wordsCell(id)],
        })),
      }),
    ],
  });
}
