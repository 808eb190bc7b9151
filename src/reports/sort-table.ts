import type { Cell, DataRow, DataTable, Section } from './report-view.ts';
import type { TableSort } from './selection/selection.ts';

/** Sections in which the table that is named has its rows in the order chosen. What names no table or column changes nothing. */
export function sortTables(sections: readonly Section[], sort: TableSort | null): Section[] {
  return sections.map((section) => ({
    ...section,
    tables: section.tables.map((table) => (sort?.table === table.id ? sortTable(table, sort) : table)),
  }));
}

/** The table by one of its columns, or by the heads of its rows; rows with nothing to compare come last either way. */
export function sortTable(table: DataTable, { column, descending }: TableSort): DataTable {
  const place = table.columns.findIndex(({ key }) => key === column);
  if (table.fixedOrder || (place < 0 && column !== 'head')) return table;
  const cellOf = ({ head, cells }: DataRow): Cell => (place < 0 ? { kind: 'words', text: head } : cells[place]!);
  const turned = descending ? -1 : 1;
  const rows = table.rows
    .map((row, index) => ({ row, index, cell: cellOf(row) }))
    .sort(
      (a, b) =>
        Number(isEmpty(a.cell)) - Number(isEmpty(b.cell)) || turned * compare(a.cell, b.cell) || a.index - b.index,
    );
  return { ...table, rows: rows.map(({ row }) => row) };
}

const isEmpty = (cell: Cell): boolean =>
  cell.kind === 'none' ||
  (cell.kind === 'rate' && cell.denominator === 0) ||
  (cell.kind === 'gap' && (cell.of.denominator === 0 || cell.than.denominator === 0));

const collator = new Intl.Collator('en-GB', { numeric: true });

function compare(a: Cell, b: Cell): number {
  if (a.kind === 'words' && b.kind === 'words') return collator.compare(a.order ?? a.text, b.order ?? b.text);
  return numberOf(a) - numberOf(b);
}

/** For the order only: equal fractions below 2^26 sessions give equal quotients. */
function numberOf(cell: Cell): number {
  if (cell.kind === 'count') return cell.value;
  if (cell.kind === 'rate') return cell.denominator === 0 ? 0 : cell.numerator / cell.denominator;
  if (cell.kind === 'about') return Number(cell.percent) / 100;
  if (cell.kind !== 'gap' || isEmpty(cell)) return 0;
  return cell.of.numerator / cell.of.denominator - cell.than.numerator / cell.than.denominator;
}
