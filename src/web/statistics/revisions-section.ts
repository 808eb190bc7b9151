import { cellText, type DataSet } from '../../publish/released/data-set.ts';
import { findRows } from './pupil-rates.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, type StatTable, wordsCell } from './stat-table.ts';
import { weekWords } from './time-words.ts';

const ENGLAND = 'E92000001';

/** What became of the headline rates of the nation since the release before; null where the release has no table of revisions. */
export function revisionsSection(set: DataSet | null): StatSection | null {
  if (!set) return null;
  const rows = findRows(set, ENGLAND, { education_phase: 'All schools' });
  const changed = rows.filter((row) => textOf(set, row, 'former_percent') !== textOf(set, row, 'revised_percent'));
  return makeSection({
    id: 'revisions',
    heading: 'Revisions',
    text: [
      'Schools correct their registers and some send them late, so every release counts all of its academic year anew.',
      `Of the ${rows.length} headline rates of England’s weeks that the release before has too, ${changed.length === 0 ? 'none has changed' : `${changed.length} ${changed.length === 1 ? 'has' : 'have'} changed`}. Regions and types of school are in the file revisions.csv.`,
    ],
    tables: changed.length === 0 ? [] : [drawTable(tableOf(set, changed))],
  });
}

const textOf = (set: DataSet, row: number, column: string): string => {
  const indicator = set.indicators.find((each) => each.column === column);
  return indicator ? cellText(indicator, row) : '';
};

const tableOf = (set: DataSet, rows: readonly number[]): StatTable => ({
  id: 'revisions',
  caption: 'Headline rates that changed, England, all schools',
  heads: ['Week', 'Rate', 'Before', 'Now'],
  rows: rows.map((row) => {
    const { code, period } = set.times[set.timeOf[row]!]!;
    const rate = set.filters.find(({ column }) => column === 'headline_rate');
    const percents = ['former_percent', 'revised_percent'].map((column) => `${textOf(set, row, column)}%`);
    return {
      head: weekWords(`${period}-${code.replace(/^W(\d)$/, 'W0$1')}`),
      href: null,
      cells: [
        wordsCell(rate?.options[rate.of[row]!] ?? ''),
        ...percents.map((text) => ({ ...wordsCell(text), numeric: true })),
      ],
    };
  }),
  folded: rows.length > 20,
});
