import { cellText, type DataSet } from '../../publish/released/data-set.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, wordsCell } from './stat-table.ts';

/** Rows that are shown: the nation's; all are in the file. */
const SHOWN_LEVEL = 'NAT';

/** What changed since the release before, of the nation; null where the release has no table of revisions. */
export function revisionsSection(set: DataSet | null): StatSection | null {
  if (!set) return null;
  const rows = Array.from({ length: set.rows }, (_, row) => row).filter(
    (row) => set.locations[set.locationOf[row]!]!.level === SHOWN_LEVEL,
  );
  const changes =
    rows.length === 0
      ? 'No headline rate of England has changed since the release before.'
      : 'Schools correct their registers and some send them late, so every release counts all of its academic year anew. These are the headline rates of England that changed since the release before; regions and local authorities are in the file revisions.csv.';
  return makeSection({
    id: 'revisions',
    heading: 'Revisions',
    text: [changes],
    tables: rows.length === 0 ? [] : [drawTable(tableOf(set, rows))],
  });
}

const tableOf = (set: DataSet, rows: readonly number[]) => ({
  id: 'revisions-table',
  caption: 'Changes since the release before, England',
  heads: ['Time', ...set.filters.map(({ label }) => label), ...set.indicators.map(({ label }) => label)],
  rows: rows.map((row) => ({
    head: set.times[set.timeOf[row]!]!.label,
    href: null,
    cells: [
      ...set.filters.map(({ options, of }) => wordsCell(options[of[row]!]!)),
      ...set.indicators.map((indicator) => ({
        ...wordsCell(`${cellText(indicator, row)}${indicator.unit}`),
        numeric: true,
      })),
    ],
  })),
  folded: rows.length > 20,
});
