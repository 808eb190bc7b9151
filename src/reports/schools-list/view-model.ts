import { countText } from '../figures.ts';
import { type Row, type Table, words } from '../table.ts';
import { sinceText } from '../times.ts';
import type { SchoolsListFacts } from './report.ts';

/** The page that lists the schools of a trust or an authority. */
export function viewSchoolsList({ schools, now }: SchoolsListFacts, organisation: string) {
  return {
    title: 'Schools',
    heading: 'Schools',
    organisation,
    intro: `${countText(schools.length, 'school')} of ${organisation} ${schools.length === 1 ? 'shares its' : 'share their'} attendance data. A school that does not share is not listed; it can begin, or stop, at any time.`,
    table: {
      caption: `Schools of ${organisation} that share their attendance data`,
      columns: ['School', 'Phase', 'Town', 'URN', 'Last collected'].map(words),
      rows: schools.map(rowOf(now)),
    } satisfies Table,
  };
}

const rowOf =
  (now: Date) =>
  ({ urn, name, phase, town, lastCollected }: SchoolsListFacts['schools'][number]): Row => ({
    head: name,
    href: `/schools/${urn}`,
    cells: [phase ?? '', town ?? '', String(urn), lastCollected ? sinceText(lastCollected, now) : 'not yet'],
  });
