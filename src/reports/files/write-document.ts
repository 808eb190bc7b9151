import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Cell, DataRow, DataTable, ReportView, Section } from '../report-view.ts';
import type { Stamp } from '../stamp.ts';
import { baseText, cellText } from '../view-table.ts';
import { coverParts, workbookTitle } from './workbook-words.ts';

/** What the file is, for the answer that carries it. */
export const DOCUMENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A4, in twentieths of a point. */
const PAGE = { size: { width: 11_906, height: 16_838 }, margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } };
const TEXT_WIDTH = 11_906 - 2 * 1134;

/**
 * A report as a Word document, in the words of its page: headings, sentences, tables with a header row that is repeated on each
 * page, British English, nothing that is only a picture. It says what it is of, how it is worked out, and who took it out.
 */
export async function writeDocument(view: ReportView, stamp: Stamp): Promise<Buffer> {
  const title = workbookTitle(view.file);
  const document = new Document({
    title,
    subject: view.title,
    creator: stamp.name,
    description: view.message,
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 24, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 160, line: 300 } },
        },
        title: { run: { font: 'Arial', size: 44, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading1: {
          run: { font: 'Arial', size: 32, bold: true, color: '000000' },
          paragraph: { spacing: { before: 360, after: 160 }, keepNext: true },
        },
        caption: {
          run: { font: 'Arial', size: 24, bold: true, color: '000000' },
          paragraph: { spacing: { before: 200, after: 100 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: new Footer({ children: [footerOf(title)] }) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, text: `${view.title}: ${view.schoolName}` }),
          ...(view.invented
            ? [text('Invented data: nothing in this document is about a real child or a real school.', true)]
            : []),
          ...view.intro.map((sentence) => text(sentence)),
          text(view.message, true),
          ...view.sections.flatMap(sectionParts),
          ...aboutParts(view, stamp),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const text = (words: string, bold = false): Paragraph =>
  new Paragraph({ children: [new TextRun({ text: words, bold })] });
const heading = (words: string): Paragraph => new Paragraph({ heading: HeadingLevel.HEADING_1, text: words });
const bullet = (words: string): Paragraph => new Paragraph({ text: words, bullet: { level: 0 } });

const sectionParts = (section: Section): (Paragraph | Table)[] => [
  heading(section.heading),
  ...section.text.map((sentence) => text(sentence)),
  ...section.tables.flatMap(tableParts),
];

/** What a page says at its foot and a file on its cover. The period and the pupils stand in the introduction already. */
function aboutParts(view: ReportView, stamp: Stamp): Paragraph[] {
  const parts = coverParts(view.file, stamp, []).filter(({ lines }) => lines.length > 0);
  return parts.flatMap(({ heading: words, lines }) => [heading(words), ...lines.map(bullet)]);
}

function footerOf(title: string): Paragraph {
  return new Paragraph({
    children: [
      new TextRun({ children: [`${title}. Page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], size: 20 }),
    ],
  });
}

function tableParts(table: DataTable): (Paragraph | Table)[] {
  const rows = [...table.rows, ...(table.total ? [table.total] : [])];
  const wordy = table.columns.filter(({ numeric }) => !numeric).length + 1;
  const unit = TEXT_WIDTH / (wordy * 2 + (table.columns.length + 1 - wordy));
  const widths = [false, ...table.columns.map(({ numeric }) => numeric)].map((numeric) =>
    Math.floor(unit * (numeric ? 1 : 2)),
  );
  return [
    new Paragraph({ style: 'Caption', text: table.caption }),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: [
            cell([table.head], { bold: true }),
            ...table.columns.map(({ text: words, numeric }) => cell([words], { bold: true, numeric })),
          ],
        }),
        ...rows.map((row) => tableRow(row, table, row === table.total)),
      ],
    }),
    ...(table.note ? [text(table.note)] : []),
  ];
}

const tableRow = (row: DataRow, { columns }: DataTable, bold: boolean): TableRow =>
  new TableRow({
    cantSplit: true,
    children: [
      cell([row.head], { bold: true }),
      ...row.cells.map((each, place) => cell(linesOf(each), { bold, numeric: columns[place]?.numeric ?? false })),
    ],
  });

/** A number in words, and under a rate its base. */
function linesOf(each: Cell): string[] {
  if (each.kind === 'words') return [each.text];
  if (each.kind === 'none') return [each.why];
  return each.kind === 'rate' && each.denominator > 0 ? [cellText(each), baseText(each)] : [cellText(each)];
}

const cell = (lines: readonly string[], look: { bold?: boolean; numeric?: boolean }): TableCell =>
  new TableCell({
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    children: lines.map(
      (line, index) =>
        new Paragraph({
          alignment: look.numeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
          spacing: { after: 0 },
          children: [new TextRun({ text: line, bold: look.bold === true && index === 0, size: index === 0 ? 22 : 18 })],
        }),
    ),
  });
