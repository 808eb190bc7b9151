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
    table: withoutEmpty({
      caption: `Schools of ${organisation} that share their attendance data`,
      columns: ['School', 'Phase', 'Town', 'URN', 'Last collected'].map(words),
      rows: schools.map(rowOf(now)),
    }),
  };
}

/** Leaves out columns that say nothing about any school. */
function withoutEmpty({ caption, columns, rows }: Table): Table {
  const keeps = (cell: number) => rows.length === 0 || rows.some(({ cells }) => cells[cell] !== '');
  return {
    caption,
    columns: columns.filter((_, index) => index === 0 || keeps(index - 1)),
    rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => keeps(index)) })),
  };
}

/** The word of Get information about schools for a school of no phase, such as a special school. */
const NO_PHASE = 'Not applicable';

const rowOf =
  (now: Date) =>
  ({ urn, name, phase, town, lastCollected }: SchoolsListFacts['schools'][number]): Row => ({
    head: name,
    href: `/schools/${urn}`,
    cells: [
      phase === null || phase === NO_PHASE ? '' : phase,
      town ?? '',
      String(urn),
      lastCollected ? sinceText(lastCollected, now) : 'not yet',
    ],
  });
