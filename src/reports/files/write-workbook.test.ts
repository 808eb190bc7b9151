import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { fileFacts, groupsTable, stamp } from './files.fixture.ts';
import { writeWorkbook } from './write-workbook.ts';

const emptyTable = { id: 'empty', caption: 'Empty', head: 'Group', columns: [], rows: [] };
const second = { ...groupsTable, id: 'free-school-meals', caption: 'Free school meals: who is [eligible]?' };

let parts: Readonly<Record<string, string>>;
before(async () => {
  const file = await writeWorkbook([groupsTable, emptyTable, second], fileFacts, stamp);
  parts = Object.fromEntries(Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)]));
});

const elements = (path: string, tag: string) =>
  Array.from(new DOMParser().parseFromString(parts[path]!, 'text/xml').getElementsByTagName(tag));

/** The texts and numbers of a sheet, row by row, by the address of their cell. */
function cellsOf(sheet: number): Record<string, string> {
  const texts = elements('xl/sharedStrings.xml', 'si').map(({ textContent }) => textContent ?? '');
  return Object.fromEntries(
    elements(`xl/worksheets/sheet${sheet}.xml`, 'c').map((cell) => {
      const value = cell.getElementsByTagName('v')[0]?.textContent ?? '';
      return [cell.getAttribute('r'), cell.getAttribute('t') === 's' ? texts[Number(value)]! : value];
    }),
  );
}

test('a sheet of its own for the cover and for each table with rows, with a name that spreadsheets take', () => {
  const names = elements('xl/workbook.xml', 'sheet').map((sheet) => sheet.getAttribute('name'));
  assert.deepEqual(names, ['Cover', '1 Special educational needs', '2 Free school meals who is elig']);
});

test('every part is well-formed, and nothing is merged, frozen or filtered', () => {
  for (const path of Object.keys(parts))
    assert.doesNotThrow(() => new DOMParser({ errorHandler: fail }).parseFromString(parts[path]!, 'text/xml'), path);
  for (const sheet of [1, 2, 3])
    assert.doesNotMatch(parts[`xl/worksheets/sheet${sheet}.xml`]!, /mergeCell|<pane|autoFilter/);
});

test('a table starts in A1 with its title, then its notes, then its heads, without an empty cell', () => {
  const cells = cellsOf(2);
  assert.equal(
    cells.A1,
    'Special educational needs. Groups: Alder School, the year to 24 November 2026, invented data',
  );
  assert.match(cells.A2!, /^This worksheet has one table\. \[z\] means not applicable.*Downloaded by Asha Example/);
  assert.deepEqual(
    ['A3', 'B3', 'C3', 'D3', 'E3', 'F3', 'G3', 'H3'].map((cell) => cells[cell]),
    [
      'Group',
      'Attendance',
      'Attendance: numerator',
      'Attendance: denominator',
      'Gap to the rest (percentage points)',
      'Gap to the rest: note',
      'Pupils',
      'Why',
    ],
  );
  assert.deepEqual(
    [cells.A4, cells.B4, cells.C4, cells.E4, cells.F4, cells.H4],
    ['No support', '[z]', '0', '[z]', 'nobody', '[no text]'],
  );
  assert.equal(Object.keys(cells).length, 2 + 4 * 8);
});

test('numbers are numbers, rounded as on the page, with their format', () => {
  const cells = cellsOf(2);
  assert.deepEqual(
    [cells.B5, cells.C5, cells.D5, cells.E5, cells.G5, cells.E6],
    ['0.935', '1869', '2000', '-1.6', '1204', '3'],
  );
  const formats = elements('xl/styles.xml', 'numFmt').map((format) => format.getAttribute('formatCode'));
  assert.deepEqual(new Set(formats), new Set(['0.0%', '#,##0', '+0.0;-0.0;0.0']));
});

test('a text that begins like a formula is a text', () => {
  assert.equal(cellsOf(2).A5, '=SEN support');
  assert.doesNotMatch(parts['xl/worksheets/sheet2.xml']!, /<f>/);
});

test('cells are marked as a table whose heads are the cells of the header row', () => {
  const [table] = elements('xl/tables/table2.xml', 'table');
  assert.equal(table!.getAttribute('ref'), 'A3:H6');
  const cells = cellsOf(2);
  assert.deepEqual(
    elements('xl/tables/table2.xml', 'tableColumn').map((column) => column.getAttribute('name')),
    ['A3', 'B3', 'C3', 'D3', 'E3', 'F3', 'G3', 'H3'].map((cell) => cells[cell]),
  );
  assert.equal(elements('xl/tables/table3.xml', 'table')[0]!.getAttribute('displayName'), 'table_free_school_meals');
  for (const sheet of [2, 3]) {
    assert.equal(elements(`xl/worksheets/sheet${sheet}.xml`, 'tablePart').length, 1);
    assert.match(parts[`xl/worksheets/_rels/sheet${sheet}.xml.rels`]!, new RegExp(`tables/table${sheet}\\.xml`));
    assert.match(parts['[Content_Types].xml']!, new RegExp(`/xl/tables/table${sheet}\\.xml`));
  }
});

test('the cover says what holds for all tables', () => {
  const lines = Object.values(cellsOf(1));
  assert.equal(lines[0], 'Groups: Alder School, the year to 24 November 2026, invented data');
  for (const line of [
    'Period',
    'Only: SEN support',
    'all possible sessions',
    'Invented data of an invented school, made to try the service out.',
    'As known 4.40pm on Tuesday 24 November 2026.',
    'Attendance is sessions attended of possible sessions.',
    'Worksheet “1 Special educational needs”: Special educational needs',
  ])
    assert.ok(lines.includes(line), line);
  assert.ok(lines.some((line) => line.startsWith('Conditions of use: This data may not serve inspection')));
  assert.ok(lines.some((line) => line.includes('Purpose: Finding and supporting pupils')));
});

test('the document has its title and language', () => {
  const [title] = elements('docProps/core.xml', 'dc:title');
  assert.equal(title!.textContent, 'Groups: Alder School, the year to 24 November 2026, invented data');
  assert.equal(elements('docProps/core.xml', 'dc:language')[0]!.textContent, 'en-GB');
});

test('heads that are alike are told apart, and an unknown period and collection are said', async () => {
  const alike = { ...groupsTable, columns: groupsTable.columns.map((column) => ({ ...column, text: 'Same' })) };
  const facts = { ...fileFacts, period: null, asKnownAt: null, invented: false, urn: null, notes: [] };
  const file = unzipSync(await writeWorkbook([alike], facts, stamp));
  assert.match(strFromU8(file['xl/tables/table2.xml']!), /name="Same"\/>.*name="Same \(2\)"/);
  const texts = strFromU8(file['xl/sharedStrings.xml']!);
  assert.match(texts, /No period: see each table\./);
  assert.match(texts, /Nothing had been collected yet\./);
  assert.match(texts, /Attendance registers of Alder School, collected with the school’s agreement\./);
});

function fail(_level: string, message: string): never {
  throw new Error(message);
}
