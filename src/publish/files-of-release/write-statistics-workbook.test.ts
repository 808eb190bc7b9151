import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { PublishedRows } from './published-rows.ts';
import { RELEASE, releaseTables } from './release-tables.fixture.ts';
import { statisticsSheets } from './statistics-sheets.ts';
import { writeStatisticsWorkbook } from './write-statistics-workbook.ts';

const write = () => writeStatisticsWorkbook(RELEASE, new PublishedRows(releaseTables({ hidden: true })));
let parts: Readonly<Record<string, string>>;
before(async () => {
  parts = Object.fromEntries(Object.entries(unzipSync(await write())).map(([path, bytes]) => [path, strFromU8(bytes)]));
});

const elements = (path: string, tag: string) =>
  Array.from(new DOMParser().parseFromString(parts[path]!, 'text/xml').getElementsByTagName(tag));
function rowsOf(sheet: number): string[][] {
  const texts = elements('xl/sharedStrings.xml', 'si').map(({ textContent }) => textContent ?? '');
  return elements(`xl/worksheets/sheet${sheet}.xml`, 'row').map((row) =>
    Array.from(row.getElementsByTagName('c')).map((cell) => {
      const value = cell.getElementsByTagName('v')[0]?.textContent ?? '';
      return cell.getAttribute('t') === 's' ? texts[Number(value)]! : value;
    }),
  );
}

test('a cover, contents, notes, and a worksheet for each headline table', () => {
  const names = elements('xl/workbook.xml', 'sheet').map((sheet) => sheet.getAttribute('name'));
  assert.deepEqual(names.slice(0, 3), ['Cover', 'Contents', 'Notes']);
  const files = rowsOf(2)
    .slice(3)
    .map(([, , file]) => file);
  assert.deepEqual(files, [
    'none',
    'weekly.csv',
    'weekly.csv',
    'year-to-date.csv',
    'persistent-absence.csv',
    'attendance-by-characteristic.csv',
    'attendance-reasons.csv',
    'revisions.csv',
  ]);
  assert.equal(names.length, 2 + files.length);
  assert.match(rowsOf(1).flat().join(' '), /invented data: no school and no child is real/);
});

test('every figure is the one of the file, as a number, and symbols stand in square brackets', () => {
  const published = new PublishedRows(releaseTables({ hidden: true }));
  const sheets = statisticsSheets(published);
  for (const [index, { rows, words, heads }] of sheets.entries()) {
    const [title, notes, head, ...body] = rowsOf(index + 4);
    assert.equal(title!.length + notes!.length, 2);
    assert.deepEqual(head, heads);
    assert.deepEqual(
      body,
      rows.map((row) =>
        row.map((cell, at) => (at < words ? cell : /^[czx]$/.test(cell) ? `[${cell}]` : String(Number(cell)))),
      ),
    );
  }
  assert.ok(rowsOf(5).flat().includes('[c]'));
});

test('marked as tables, nothing merged, frozen or filtered, no empty cell', () => {
  for (let sheet = 2; sheet <= 10; sheet++) {
    const xml = parts[`xl/worksheets/sheet${sheet}.xml`]!;
    assert.doesNotMatch(xml, /mergeCell|<pane|autoFilter/);
    assert.match(xml, /<tablePart /);
    assert.ok(
      rowsOf(sheet)
        .flat()
        .every((cell) => cell !== ''),
    );
  }
});

test('the same tables are the same bytes at another hour', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: new Date('2001-02-03T04:05:06Z') });
  const early = await write();
  t.mock.timers.setTime(new Date('2031-12-13T14:15:16Z').getTime());
  assert.deepEqual(await write(), early);
});
