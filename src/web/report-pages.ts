import { findPurpose } from '../access/purposes.ts';
import { type Predicate, seesSchool } from '../access/viewer.ts';
import type { FileFacts } from '../reports/files/file-facts.ts';
import { writeTableCsv } from '../reports/files/write-table-csv.ts';
import { WORKBOOK_TYPE, writeWorkbook } from '../reports/files/write-workbook.ts';
import type { DataTable, ReportView } from '../reports/report-view.ts';
import { readReport, type SchoolReport } from '../reports/school-report.ts';
import { keepOffered } from '../reports/selection/keep-offered.ts';
import { addressOf, type Query, readSelection, type Selection } from '../reports/selection/selection.ts';
import type { Stamp } from '../reports/stamp.ts';
import { drawSections } from './draw-sections.ts';
import type { Page, PageContext, PageResult } from './page.ts';
import { stampOf } from './pages/download/stamp-of.ts';
import { viewDownload } from './pages/download/view-model.ts';
import { RequestRefused } from './request-refused.ts';

const DOWNLOAD = 'pages/download/page.njk';
const FORMATS = ['csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** What the pages of one report need. */
interface PagesParts {
  readonly name: string;
  readonly path: string;
  readonly may: Predicate;
  /** Names pupils: looks at it are put on record as looks at a list. */
  readonly names: boolean;
  readonly template: string;
  /** Who will know of a file. */
  readonly recorded: string;
  readonly read: (context: PageContext, query: Query) => Promise<{ selection: Selection; view: ReportView }>;
}

/** The pages of a report: the report itself, the question what a file of one of its tables is for, and the file. */
export function pagesOf({ name, path, may, names, template, recorded, read }: PagesParts): Page[] {
  const records = names ? 'list-view' : 'report-view';
  const page: Page = {
    name,
    path,
    may,
    records,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      return { template, model: drawReport(view, selection) };
    },
  };
  const question = (view: ReportView, selection: Selection, asked: Asked) => ({
    ...describe(view, selection, asked),
    recorded,
  });
  const ask: Page = {
    name: `Download from ${name}`,
    path: `${path}/download`,
    may,
    records,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      const asked = findAsked(view, context.query);
      return { template: DOWNLOAD, model: viewDownload(question(view, selection, asked), 'pupils') };
    },
  };
  const file: Page = {
    name: `File from ${name}`,
    method: 'POST',
    path: `${path}/download`,
    may,
    records: 'download',
    async handle(context) {
      const form = context.form ?? {};
      const { selection, view } = await read(context, form);
      const asked = findAsked(view, form);
      const purpose = findPurpose('pupils', form['purpose']);
      if (purpose === null) {
        const model = viewDownload(question(view, selection, asked), 'pupils', 'no-purpose');
        return { template: DOWNLOAD, model, status: 400 };
      }
      return writeFile(view.file, asked, stampOf(context, purpose));
    },
  };
  return [page, ask, file];
}

async function writeFile(facts: FileFacts, asked: Asked, stamp: Stamp): Promise<PageResult> {
  const { table, format } = asked;
  const detail = { purpose: stamp.purpose.words, table: table.id, rows: table.rows.length };
  const fileName = fileNameOf(facts, asked);
  return format === 'csv'
    ? { file: writeTableCsv(table, facts, stamp), fileName, detail }
    : { file: await writeWorkbook([table], facts, stamp), type: WORKBOOK_TYPE, fileName, detail };
}

/** The pages of a report of one school. @param template of the report's own, where the general one will not do */
export const reportPages = <More>(report: SchoolReport<More>, template = 'layout/report.njk'): Page[] =>
  pagesOf({
    name: report.name,
    path: `/schools/:urn${report.path}`,
    may: seesSchool,
    names: report.names,
    template,
    recorded:
      'Your name, e-mail address and organisation, the time and the purpose are written into the file and put on record. The school can see that you took it.',
    read: async (context, query) => {
      const selection = keepOffered(report, readSelection(query, report.choices));
      return { selection, view: await readView(report, context, selection) };
    },
  });

async function readView<More>(report: SchoolReport<More>, context: PageContext, selection: Selection) {
  const { viewer, database, statistics = null, clock, params, installation } = context;
  const leastSchools = installation?.leastSchools ?? 5;
  const urn = Number(params['urn']);
  const view =
    viewer &&
    (await readReport(report, {
      database,
      statistics,
      leastSchools,
      scope: viewer.scope,
      urn,
      selection,
      now: clock.now(),
    }));
  if (!view) throw new RequestRefused(404);
  return view;
}

/** The page's model: its tables in words with their links, its charts drawn. */
export function drawReport(view: ReportView, selection: Selection) {
  const links = {
    sorted: (sort: Selection['sort']) => addressOf(view.address, selection, { sort }),
    file: (table: string, format: Format) => {
      const address = addressOf(`${view.address}/download`, selection);
      return `${address}${address.includes('?') ? '&' : '?'}table=${table}&format=${format}`;
    },
  };
  return { ...view, sections: drawSections(view.sections, selection.sort, links, view.invented) };
}

interface Asked {
  readonly table: DataTable;
  readonly format: Format;
}

/** The table and form of file that were asked for, the first when none is named; not found when the page has no such table, or nothing is in it. */
function findAsked(view: ReportView, query: Query): Asked {
  const name = query['table'];
  const tables = view.sections.flatMap((section) => section.tables);
  const table = name === undefined ? tables.find(({ rows }) => rows.length > 0) : tables.find(({ id }) => id === name);
  const format = FORMATS.find((each) => each === query['format']) ?? 'csv';
  if (!table || table.rows.length === 0) throw new RequestRefused(404);
  return { table, format };
}

function describe(view: ReportView, selection: Selection, { table, format }: Asked) {
  return {
    title: `Download: ${table.caption}`,
    schoolName: view.schoolName,
    address: `${view.address}/download`,
    back: { href: addressOf(view.address, selection), text: `Back to ${view.title}` },
    what: [
      `The table “${table.caption}” as ${format === 'csv' ? 'a CSV file' : 'a spreadsheet'}, with ${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}${table.names ? ', one for each pupil, by name' : ''}. ${view.intro.join(' ')}`,
      ...(view.selection?.chosen.length
        ? [`Filters: ${view.selection.chosen.map(({ text }) => text).join('; ')}.`]
        : []),
    ],
    nothing: '',
    kept: [
      ...[...new URLSearchParams(view.selection?.query ?? '')].map(([name, value]) => ({ name, value })),
      { name: 'table', value: table.id },
      { name: 'format', value: format },
    ],
  };
}

/** `absence-bands-bands-900001-2026-11-23-invented-data.csv` */
function fileNameOf(facts: FileFacts, { table, format }: Asked): string {
  const name = facts.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const parts = [name, table.id, facts.urn, facts.period?.to, facts.invented ? 'invented-data' : null];
  return `${parts.filter((part) => part !== null && part !== undefined).join('-')}.${format}`;
}
