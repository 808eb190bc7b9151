import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countCell,
  type DataTable,
  gapCell,
  noneCell,
  numberColumn,
  rateCell,
  wordsCell,
  wordsColumn,
} from './report-view.ts';
import { sortTable } from './sort-table.ts';
import { viewTable } from './view-table.ts';

const row = (key: string, missed: number, possible: number) => ({
  key,
  head: `Year ${key}`,
  cells: [
    rateCell(missed, possible),
    countCell(possible),
    gapCell({ numerator: missed, denominator: possible }, { numerator: 1, denominator: 10 }),
    key === '9' ? noneCell('too few') : wordsCell('yes', '/there'),
  ],
});
const table: DataTable = {
  id: 'years',
  caption: 'Years',
  head: 'Year group',
  columns: [
    numberColumn('rate', 'Missed'),
    numberColumn('possible', 'Possible'),
    numberColumn('gap', 'Gap'),
    wordsColumn('word', 'Word'),
  ],
  rows: [row('10', 1, 20), row('9', 3, 20), row('7', 0, 0)],
};
const links = { sorted: () => '/sorted', file: (id: string, format: string) => `/file?${id}.${format}` };

test('a table in words: rates with their base, gaps with their sign, nothing to divide by as n/a', () => {
  const { rows, files } = viewTable(table, null, links);
  assert.deepEqual(
    rows.map(({ cells }) => cells.map(({ text, base }) => (base === null ? text : `${text} (${base})`))),
    [
      ['5.0% (1 of 20)', '20', '−5.0 points', 'yes'],
      ['15.0% (3 of 20)', '20', '+5.0 points', 'too few'],
      ['n/a', '0', 'n/a', 'yes'],
    ],
  );
  assert.equal(files[0]!.href, '/file?years.csv');
});

test('rows by a column, those without a value last either way', () => {
  const keys = (column: string, descending: boolean) =>
    sortTable(table, { table: 'years', column, descending }).rows.map(({ key }) => key);
  assert.deepEqual(keys('rate', true), ['9', '10', '7']);
  assert.deepEqual(keys('rate', false), ['10', '9', '7']);
  assert.deepEqual(keys('head', false), ['7', '9', '10']);
  assert.deepEqual(keys('no-such', true), ['10', '9', '7']);
});

test('the order in force is told, and its link turns it round', () => {
  const { heads } = viewTable(table, { table: 'years', column: 'rate', descending: true }, links);
  assert.deepEqual([heads[1]!.sorted, heads[0]!.sorted], ['descending', null]);
});
