import { findPurpose } from '../access/purposes.ts';
import { seesSchool } from '../access/viewer.ts';
import type { FileFacts } from '../reports/files/file-facts.ts';
import { writeTableCsv } from '../reports/files/write-table-csv.ts';
import type { DataTable, ReportView } from '../reports/report-view.ts';
import { readReport, type SchoolReport } from '../reports/school-report.ts';
import { addressOf, type Query, readSelection, type Selection } from '../reports/selection/selection.ts';
import { drawSections } from './draw-sections.ts';
import type { Page, PageContext } from './page.ts';
import { stampOf } from './pages/download/stamp-of.ts';
import { viewDownload } from './pages/download/view-model.ts';
import { RequestRefused } from './request-refused.ts';

const DOWNLOAD = 'pages/download/page.njk';
const FORMATS = ['csv'] as const;
type Format = (typeof FORMATS)[number];

/**
 * The pages of a report of a school: the report itself, the question what a file of one of its tables is for, and the file.
 * @param template of the report's own, where the general one will not do
 */
export function reportPages<More>(report: SchoolReport<More>, template = 'layout/report.njk'): Page[] {
  const path = `/schools/:urn${report.path}`;
  const looks = report.names ? 'list-view' : 'report-view';
  const read = async (context: PageContext, query: Query) => {
    const selection = readSelection(query, report.choices);
    const view = await readView(report, context, selection);
    return { selection, view };
  };
  const page: Page = {
    name: report.name,
    path,
    may: seesSchool,
    records: looks,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      return { template, model: drawReport(view, selection) };
    },
  };
  const ask: Page = {
    name: `Download from ${report.name}`,
    path: `${path}/download`,
    may: seesSchool,
    records: looks,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      const asked = findAsked(view, context.query);
      return { template: DOWNLOAD, model: viewDownload(describe(view, selection, asked), 'pupils') };
    },
  };
  const file: Page = {
    name: `File from ${report.name}`,
    method: 'POST',
    path: `${path}/download`,
    may: seesSchool,
    records: 'download',
    async handle(context) {
      const form = context.form ?? {};
      const { selection, view } = await read(context, form);
      const asked = findAsked(view, form);
      const purpose = findPurpose('pupils', form['purpose']);
      if (purpose === null)
        return {
          template: DOWNLOAD,
          model: viewDownload(describe(view, selection, asked), 'pupils', 'no-purpose'),
          status: 400,
        };
      const stamp = stampOf(context, purpose);
      const facts = view.file;
      const detail = { purpose: purpose.words, table: asked.table.id, rows: asked.table.rows.length };
      const fileName = fileNameOf(facts, asked);
      return { file: writeTableCsv(asked.table, facts, stamp), fileName, detail };
    },
  };
  return [page, ask, file];
}

async function readView<More>(report: SchoolReport<More>, context: PageContext, selection: Selection) {
  const { viewer, database, statistics = null, clock, params } = context;
  const urn = Number(params['urn']);
  const view =
    viewer &&
    (await readReport(report, { database, statistics, scope: viewer.scope, urn, selection, now: clock.now() }));
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

export interface Asked {
  readonly table: DataTable;
  readonly format: Format;
}

/** The table and form of file that were asked for; not found when the page has no such table, or nothing is in it. */
export function findAsked(view: ReportView, query: Query): Asked {
  const table = view.sections.flatMap(({ tables }) => tables).find(({ id }) => id === query['table']);
  const format = FORMATS.find((each) => each === query['format']) ?? 'csv';
  if (!table || table.rows.length === 0) throw new RequestRefused(404);
  return { table, format };
}

export function describe(view: ReportView, selection: Selection, { table, format }: Asked) {
  return {
    title: `Download: ${table.caption}`,
    schoolName: view.schoolName,
    address: `${view.address}/download`,
    back: { href: addressOf(view.address, selection), text: `Back to ${view.title}` },
    what: [
      `The table “${table.caption}” as a CSV file, with ${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}${table.names ? ', one for each pupil, by name' : ''}. ${view.intro.join(' ')}`,
      ...(view.selection?.chosen.length
        ? [`Filters: ${view.selection.chosen.map(({ text }) => text).join('; ')}.`]
        : []),
    ],
    nothing: '',
    recorded:
      'Your name, e-mail address and organisation, the time and the purpose are written into the file and put on record. The school can see that you took it.',
    kept: [
      ...[...new URLSearchParams(view.selection?.query ?? '')].map(([name, value]) => ({ name, value })),
      { name: 'table', value: table.id },
      { name: 'format', value: format },
    ],
  };
}

/** `absence-bands-bands-900001-2026-11-23-invented-data.csv` */
export function fileNameOf(facts: FileFacts, { table, format }: Asked): string {
  const name = facts.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const parts = [name, table.id, facts.urn, facts.period?.to, facts.invented ? 'invented-data' : null];
  return `${parts.filter((part) => part !== null && part !== undefined).join('-')}.${format}`;
}
