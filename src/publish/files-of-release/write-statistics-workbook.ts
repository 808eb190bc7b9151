import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { withoutDay } from '../../domain/sessions/in-words.ts';
import { type Cell, HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE } from '../../domain/statistics/cell.ts';
import { documentProperties } from '../../workbook/document-properties.ts';
import { type MarkedTable, markTables } from '../../workbook/mark-tables.ts';
import { withoutClock } from '../../workbook/without-clock.ts';
import type { WorkbookSheet } from '../../workbook/workbook-feature.ts';
import type { ReleaseInMaking } from '../more-files.ts';
import type { PublishedRows } from './published-rows.ts';
import { type StatisticsSheet, statisticsSheets } from './statistics-sheets.ts';

/** What the symbols of published files mean, in square brackets as the Analysis Function has them. */
const SYMBOLS: Readonly<Record<Cell, string>> = {
  [HIDDEN]: 'hidden, so that nothing can be told of a school or a child',
  [NOT_APPLICABLE]: 'not applicable: there is no such figure',
  [NOT_AVAILABLE]: 'not available: there is such a figure, and it is not known here',
};
/** Title, notes, then the heads. */
const HEAD_ROW = 2;
const NOTES_LINE =
  'This worksheet has one table. Symbols in square brackets are explained in the worksheet Notes. Rates are per cent of possible sessions or of pupils.';

/**
 * The headline tables of a release as one accessible spreadsheet, by the Analysis Function's checklist: a cover, contents and notes, then one table
 * a sheet from A1 with its title and a line of notes, marked as a table. Nothing is merged or frozen, and no cell is empty. The same tables and facts
 * give the same bytes.
 */
export async function writeStatisticsWorkbook(facts: ReleaseInMaking, published: PublishedRows): Promise<Uint8Array> {
  const tables = statisticsSheets(published);
  const names = tables.map((_table, index) => `Table ${index + 1}`);
  const sheets = [
    sheetOf('Contents', contentsOf(tables, names)),
    sheetOf('Notes', NOTES),
    ...tables.map((table, index) => sheetOf(names[index]!, { ...table, title: `${table.title}. ${titleOf(facts)}` })),
  ];
  const file = await writeExcelFile([coverOf(facts), ...sheets.map(({ sheet }) => sheet)], {
    fontFamily: 'Arial',
    fontSize: 12,
    features: [
      markTables([null, ...sheets.map(({ table }) => table)]),
      documentProperties({
        title: titleOf(facts),
        description: 'Pupil attendance: headline tables of a release.',
        creator: 'Rollcall',
        at: facts.dueAt,
      }),
    ],
  }).toBuffer();
  return withoutClock(file);
}

/** What a file of a release calls itself. */
export const titleOf = ({ startYear, asOf, invented }: ReleaseInMaking): string =>
  `Pupil attendance in schools, academic year ${academicYear(startYear).label} to ${withoutDay(asOf)}${invented ? ', invented data' : ''}`;

function coverOf(facts: ReleaseInMaking): WorkbookSheet {
  const heading = (value: string, fontSize = 14): Row => [{ value, fontWeight: 'bold', fontSize, wrap: true }];
  const line = (value: string): Row => [{ value, wrap: true, alignVertical: 'top' }];
  return {
    sheet: 'Cover',
    columns: [{ width: 100 }],
    data: [
      heading(titleOf(facts), 16),
      ...(facts.invented ? [line('Every figure in this file is invented data: no school and no child is real.')] : []),
      line(`Release ${facts.id}. Figures to ${withoutDay(facts.asOf)}.`),
      heading('What is in it'),
      line(
        'Headline tables of the release. All figures are in its CSV files; each figure here is the one that is there.',
      ),
      heading('Protection'),
      line('Figures from which something could be told of a school or a child are hidden, here as in the files.'),
      heading('Licence'),
      line('Open Government Licence v3.0.'),
    ],
  };
}

type SheetWords = Pick<StatisticsSheet, 'title' | 'heads' | 'words' | 'rows'>;

const contentsOf = (tables: readonly StatisticsSheet[], names: readonly string[]): SheetWords => ({
  title: 'Contents',
  heads: ['Worksheet', 'Table', 'File with all figures'],
  words: 3,
  rows: [
    ['Notes', 'Symbols and words', 'none'],
    ...tables.map(({ title, file }, index) => [names[index]!, title, `${file}.csv`]),
  ],
});

const NOTES: SheetWords = {
  title: 'Notes',
  heads: ['Symbol or word', 'Meaning'],
  words: 2,
  rows: [
    ...Object.entries(SYMBOLS).map(([symbol, meaning]) => [`[${symbol}]`, meaning]),
    ['Possible sessions', 'mornings and afternoons on which a pupil could attend'],
    ['Schools and enrolments', 'means of the days'],
    ['Persistent absence', 'pupils who missed 10% or more of their possible sessions'],
    [
      'Severe absence',
      'pupils who missed 50% or more of their possible sessions; they are among the persistently absent',
    ],
  ],
};

function sheetOf(
  name: string,
  { title, heads, words, rows }: SheetWords,
): { sheet: WorkbookSheet; table: MarkedTable } {
  const widths = heads.map((head, at) =>
    at < words ? rows.reduce((most, row) => Math.max(most, row[at]!.length), head.length) : 16,
  );
  const sheet: WorkbookSheet = {
    sheet: name,
    columns: widths.map((width) => ({ width: Math.min(width + 2, 60) })),
    data: [
      [{ value: title, fontWeight: 'bold', fontSize: 14 }],
      [name.startsWith('Table') ? NOTES_LINE : 'This worksheet has one table.'],
      heads.map(
        (value, at): CellObject => ({
          value,
          fontWeight: 'bold',
          wrap: true,
          alignVertical: 'bottom',
          align: at < words ? 'left' : 'right',
        }),
      ),
      ...rows.map(
        (row): Row => row.map((cell, at) => (at < words ? { value: cell, wrap: true } : figure(cell, heads[at]!))),
      ),
    ],
  };
  return { sheet, table: { name: name.replaceAll(' ', '_'), headRow: HEAD_ROW, heads, rows: rows.length } };
}

/** The number as it is published; how many of its digits are shown is the sheet's. */
function figure(cell: Cell, head: string): CellObject {
  if (cell in SYMBOLS) return { value: `[${cell}]`, align: 'right' };
  return { value: Number(cell), type: Number, format: head.endsWith('(%)') ? '0.00' : '#,##0' };
}
