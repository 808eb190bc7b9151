import { findPurpose } from '../access/purposes.ts';
import { seesSchools } from '../access/viewer.ts';
import { type AreaReport, choicesOf, readAreaReport } from '../reports/area-report.ts';
import { writeTableCsv } from '../reports/files/write-table-csv.ts';
import type { ReportView } from '../reports/report-view.ts';
import { type Query, readSelection, type Selection } from '../reports/selection/selection.ts';
import type { Page, PageContext } from './page.ts';
import { stampOf } from './pages/download/stamp-of.ts';
import { viewDownload } from './pages/download/view-model.ts';
import { type Asked, describe, drawReport, fileNameOf, findAsked } from './report-pages.ts';
import { RequestRefused } from './request-refused.ts';

const DOWNLOAD = 'pages/download/page.njk';

/** The pages of a report about all the schools that the viewer sees: the report, the question what a file is for, and the file. */
export function areaPages<More>(report: AreaReport<More>): Page[] {
  const looks = report.names ? 'list-view' : 'report-view';
  const may = seesSchools;
  const read = async (context: PageContext, query: Query) => {
    const selection = readSelection(query, choicesOf(report));
    return { selection, view: await readView(report, context, selection) };
  };
  const page: Page = {
    name: report.name,
    path: report.path,
    may,
    records: looks,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      return { template: 'layout/report.njk', model: drawReport(view, selection) };
    },
  };
  const ask: Page = {
    name: `Download from ${report.name}`,
    path: `${report.path}/download`,
    may,
    records: looks,
    async handle(context) {
      const { selection, view } = await read(context, context.query);
      const asked = findAsked(view, context.query);
      return { template: DOWNLOAD, model: viewDownload(about(view, selection, asked), 'pupils') };
    },
  };
  const file: Page = {
    name: `File from ${report.name}`,
    method: 'POST',
    path: `${report.path}/download`,
    may,
    records: 'download',
    async handle(context) {
      const form = context.form ?? {};
      const { selection, view } = await read(context, form);
      const asked = findAsked(view, form);
      const purpose = findPurpose('pupils', form['purpose']);
      if (purpose === null) {
        const model = viewDownload(about(view, selection, asked), 'pupils', 'no-purpose');
        return { template: DOWNLOAD, model, status: 400 };
      }
      const { table } = asked;
      const detail = { purpose: purpose.words, table: table.id, rows: table.rows.length };
      const text = writeTableCsv(table, view.file, stampOf(context, purpose));
      return { file: text, fileName: fileNameOf(view.file, asked), detail };
    },
  };
  return [page, ask, file];
}

async function readView<More>(
  report: AreaReport<More>,
  { viewer, database, clock }: PageContext,
  selection: Selection,
): Promise<ReportView> {
  if (!viewer) throw new RequestRefused(404);
  const organisation = { name: viewer.organisation?.name ?? 'your organisation', key: viewer.organisationKey };
  return readAreaReport(report, { database, scope: viewer.scope, organisation, selection, now: clock.now() });
}

const about = (view: ReportView, selection: Selection, asked: Asked) => ({
  ...describe(view, selection, asked),
  recorded:
    'Your name, e-mail address and organisation, the time and the purpose are written into the file and put on record.',
});
