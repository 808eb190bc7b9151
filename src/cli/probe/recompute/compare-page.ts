import { type ExpectedPage, type ExpectedRow, type Fraction, SAID, type Value } from './reference/expected.ts';
import type { ShownCell, ShownRow, ShownTable } from './shown-table.ts';

/** How many figures of a page were compared, and each that is not as worked out, in words. */
export interface Compared {
  readonly figures: number;
  readonly differences: readonly string[];
}

/** Compares every cell of a page's tables with what was worked out, by keys; no row, column or table may be missing or too many. */
export function comparePage(expected: ExpectedPage, shown: readonly ShownTable[]): Compared {
  const differences: string[] = [];
  let figures = 0;
  for (const [id, wanted] of expected) {
    if (id === SAID) continue;
    const found = shown.filter((table) => table.id === id);
    if (found.length > 1) differences.push(`table ${id}: there ${found.length} times`);
    if (found.length === 0 && wanted.rows.size > 0)
      differences.push(`table ${id}: not there, expected ${wanted.rows.size} rows`);
    for (const table of found.slice(0, 1)) {
      const rows = [...compareRows(wanted.rows, table.rows)];
      for (const { key, want, row, why } of rows) {
        if (why !== null) differences.push(`table ${id}, row ${key}: ${why}`);
        if (want === null || row === null) continue;
        const cells = compareRow(want, row, table);
        figures += cells.figures;
        differences.push(...cells.differences.map((each) => `table ${id}, row ${key}, ${each}`));
      }
      if (wanted.total && table.rows.length > 0) {
        const cells = table.total ? compareRow(wanted.total, table.total, table) : null;
        figures += cells?.figures ?? 0;
        differences.push(...(cells?.differences ?? ['not there']).map((each) => `table ${id}, total: ${each}`));
      }
    }
  }
  for (const { id } of shown)
    if (!expected.has(id)) differences.push(`table ${id}: the page has it, and nothing was worked out for it`);
  return { figures, differences };
}

interface RowPair {
  readonly key: string;
  readonly want: ExpectedRow | null;
  readonly row: ShownRow | null;
  /** What is wrong with the row as such; null: nothing. */
  readonly why: string | null;
}

function compareRows(wanted: ReadonlyMap<string, ExpectedRow>, rows: readonly ShownRow[]): RowPair[] {
  const keys = new Set([...wanted.keys(), ...rows.map(({ key }) => key)]);
  return [...keys].map((key) => {
    const found = rows.filter((row) => row.key === key);
    const want = wanted.get(key) ?? null;
    const row = found[0] ?? null;
    const why =
      want === null
        ? 'should not be there'
        : row === null
          ? 'is not there'
          : found.length > 1
            ? 'is there twice'
            : null;
    return { key, want, row, why };
  });
}

function compareRow(want: ExpectedRow, row: ShownRow, { columns }: ShownTable): Compared {
  const differences: string[] = [];
  let figures = 0;
  for (const [column, value] of Object.entries(want)) {
    const place = columns.findIndex(({ key }) => key === column);
    const cell = row.cells[place];
    if (place < 0 || cell === undefined) {
      differences.push(`column ${column}: not there, expected ${textOf(value)}`);
      continue;
    }
    figures++;
    if (!isSame(value, cell)) differences.push(`column ${column}: ${textOf(cell)}, expected ${textOf(value)}`);
  }
  columns.forEach(({ key }, place) => {
    const cell = row.cells[place];
    if (key in want || cell === undefined || cell.kind === 'words' || cell.kind === 'none') return;
    differences.push(`column ${key}: ${textOf(cell)}, and nothing was worked out for it`);
  });
  return { figures, differences };
}

function isSame(value: Value, cell: ShownCell): boolean {
  switch (value.kind) {
    case 'none':
      return cell.kind === 'none' || cell.kind === 'words' || (cell.kind === 'gap' && !hasBases(cell));
    case 'words':
      return (
        cell.kind === 'words' &&
        (value.text === undefined || value.text === cell.text) &&
        (value.date === undefined || namesDate(cell.text, value.date))
      );
    case 'count':
      return cell.kind === 'count' && cell.value === value.value;
    case 'rate':
      return cell.kind === 'rate' && isSameFraction(value, cell);
    case 'about':
      return cell.kind === 'about' && cell.percent === value.percent;
    case 'gap':
      return cell.kind === 'gap' && isSameFraction(value.of, cell.of) && isSameFraction(value.than, cell.than);
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Whether a date stands in words: `7 December 2026`, `7 Dec 2026`, or without the year. */
function namesDate(text: string, date: string): boolean {
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  const name = MONTHS[month - 1]!;
  return new RegExp(`(?<!\\d)${day}[ \u00a0](${name}|${name.slice(0, 3)}\\b)`).test(text);
}

const hasBases = ({ of, than }: { of: Fraction; than: Fraction }): boolean =>
  of.denominator > 0 && than.denominator > 0;

const isSameFraction = (a: Fraction, b: Fraction): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

function textOf(value: Value | ShownCell): string {
  switch (value.kind) {
    case 'none':
      return 'nothing';
    case 'words':
      if ('date' in value && value.date !== undefined) return `words with ${value.date}`;
      return value.text === undefined ? 'words' : `“${value.text}”`;
    case 'count':
      return String(value.value);
    case 'rate':
      return `${value.numerator} of ${value.denominator}`;
    case 'about':
      return `about ${value.percent}%`;
    case 'gap':
      return `${value.of.numerator}/${value.of.denominator} less ${value.than.numerator}/${value.than.denominator}`;
  }
}
