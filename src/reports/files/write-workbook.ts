import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node';
import { documentProperties } from '../../workbook/document-properties.ts';
import { type MarkedTable, markTables } from '../../workbook/mark-tables.ts';
import type { WorkbookSheet } from '../../workbook/workbook-feature.ts';
import type { DataRow, DataTable } from '../report-view.ts';
import type { Stamp } from '../stamp.ts';
import { type FileColumn, type FileForm, fileColumns, rowsOf } from './file-columns.ts';
import type { FileFacts } from './file-facts.ts';
import { sheetNames } from './sheet-names.ts';
import { coverParts, NOT_APPLICABLE, notesLine, workbookTitle } from './workbook-words.ts';

/** What the file is, for the answer that carries it. */
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FORMATS: Readonly<Record<FileForm, string | undefined>> = {
  words: undefined,
  whole: '#,##0',
  percent: '0.0%',
  points: '+0.0;-0.0;0.0',
};
/** Title, notes, then the heads. */
const HEAD_ROW = 2;

/**
 * Tables as one accessible spreadsheet, by the Analysis Function's checklist: a cover with everything that is true of them all,
 * then one table a sheet that starts in A1 with its title and a line of notes, marked as a table with a header row; no merged
 * cells, no empty rows or columns, numbers as numbers, no cell left empty without a reason. Tables without rows are left out.
 * docs/decisions/0012-files.md says why this format.
 */
export async function writeWorkbook(tables: readonly DataTable[], facts: FileFacts, stamp: Stamp): Promise<Buffer> {
  const filled = tables.filter((table) => rowsOf(table).length > 0);
  const names = sheetNames(filled.map(({ caption }) => caption));
  const title = workbookTitle(facts);
  const sheets = filled.map((table, index) => tableSheet(table, names[index]!, `${table.caption}. ${title}`, stamp));
  const contents = filled.map(({ caption }, index) => ({ name: names[index]!, title: caption }));
  const cover: WorkbookSheet = {
    sheet: 'Cover',
    columns: [{ width: 100 }],
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 16, wrap: true }],
      ...coverParts(facts, stamp, contents).flatMap(({ heading, lines }): Row[] => [
        [{ value: heading, fontWeight: 'bold', fontSize: 14, wrap: true }],
        ...lines.map((value): Row => [{ value, wrap: true, alignVertical: 'top' }]),
      ]),
    ],
  };
  return writeExcelFile([cover, ...sheets.map(({ sheet }) => sheet)], {
    fontFamily: 'Arial',
    fontSize: 12,
    features: [
      markTables([null, ...sheets.map(({ table }) => table)]),
      documentProperties({
        title,
        description: `Attendance figures. ${facts.definition}`,
        creator: stamp.name,
        at: stamp.at,
      }),
    ],
  }).toBuffer();
}

function tableSheet(table: DataTable, name: string, title: string, stamp: Stamp) {
  const columns = fileColumns(table);
  const heads = uniqueHeads([table.head, ...columns.map(({ text }) => text)]);
  const rows = rowsOf(table);
  const widths = [Math.max(...rows.map(({ head }) => head.length), 20), ...columns.map(widthOf(rows))];
  const sheet: WorkbookSheet = {
    sheet: name,
    columns: widths.map((width) => ({ width: Math.min(width + 2, 60) })),
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 14 }],
      [notesLine(table, stamp)],
      heads.map((value, index): CellObject => {
        const isNumber = index > 0 && columns[index - 1]!.form !== 'words';
        return { value, fontWeight: 'bold', wrap: true, alignVertical: 'bottom', align: isNumber ? 'right' : 'left' };
      }),
      ...rows.map(
        (row): Row => [{ value: textOf(row.head), wrap: true }, ...columns.map((column) => cellOf(column, row))],
      ),
    ],
  };
  const marked: MarkedTable = {
    name: `table_${table.id.replace(/[^A-Za-z0-9]+/g, '_')}`,
    headRow: HEAD_ROW,
    heads,
    rows: rows.length,
  };
  return { sheet, table: marked };
}

function cellOf({ form, value }: FileColumn, row: DataRow): CellObject {
  const found = value(row);
  if (found === null) return { value: NOT_APPLICABLE, align: form === 'words' ? 'left' : 'right' };
  if (form === 'words') return { value: textOf(String(found)), wrap: true };
  // From the rounded digits, so that the spreadsheet shows what the page shows.
  const number = form === 'percent' ? Number(`${found}e-2`) : Number(found);
  return { value: number, type: Number, format: FORMATS[form]! };
}

/** A cell that is empty on purpose says so. */
const textOf = (text: string): string => (text.trim() === '' ? '[no text]' : text);

const widthOf =
  (rows: readonly DataRow[]) =>
  ({ form, text, value }: FileColumn): number =>
    form === 'words' ? Math.max(...rows.map((row) => String(value(row) ?? '').length), 14) : Math.min(text.length, 20);

/** Spreadsheets want the heads of a table to differ, whatever the case of their letters. */
function uniqueHeads(heads: readonly string[]): string[] {
  const taken = new Set<string>();
  return heads.map((head) => {
    const text = head.replace(/\s+/g, ' ').trim() || 'Column';
    let [unique, number] = [text, 2];
    while (taken.has(unique.toLowerCase())) unique = `${text} (${number++})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
