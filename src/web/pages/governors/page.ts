import { findPurpose } from '../../../access/purposes.ts';
import { seesSchool } from '../../../access/viewer.ts';
import { DOCUMENT_TYPE, writeDocument } from '../../../reports/files/write-document.ts';
import { governorsSummary } from '../../../reports/governors/report.ts';
import type { ReportView } from '../../../reports/report-view.ts';
import { readReport } from '../../../reports/school-report.ts';
import { addressOf, type Query, readSelection, type Selection } from '../../../reports/selection/selection.ts';
import type { Page, PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { stampOf } from '../download/stamp-of.ts';
import { viewDownload } from '../download/view-model.ts';

const TEMPLATE = 'pages/download/page.njk';
const PATH = '/schools/:urn/governors/document';

/** Asks what the governors' summary is taken out for. */
export const ask: Page = {
  name: 'Download the governors’ summary',
  path: PATH,
  may: seesSchool,
  records: 'report-view',
  async handle(context) {
    const { view, selection } = await readSummary(context, context.query);
    return { template: TEMPLATE, model: viewDownload(describe(view, selection), 'pupils') };
  },
};

/** The governors' summary as a Word document, once a purpose of the list is named. */
export const file: Page = {
  name: 'Governors’ summary (Word)',
  method: 'POST',
  path: PATH,
  may: seesSchool,
  records: 'download',
  async handle(context) {
    const form = context.form ?? {};
    const { view, selection } = await readSummary(context, form);
    const purpose = findPurpose('pupils', form['purpose']);
    if (purpose === null || view.empty)
      return {
        template: TEMPLATE,
        model: viewDownload(describe(view, selection), 'pupils', purpose ? null : 'no-purpose'),
        status: 400,
      };
    return {
      file: await writeDocument(view, stampOf(context, purpose)),
      type: DOCUMENT_TYPE,
      fileName: fileNameOf(view),
      detail: { purpose: purpose.words, rows: 0 },
    };
  },
};

async function readSummary({ viewer, database, clock, params }: PageContext, query: Query) {
  const selection = readSelection(query, governorsSummary.choices);
  const urn = Number(params['urn']);
  const asked = { database, statistics: null, urn, selection, now: clock.now() };
  const view = viewer && (await readReport(governorsSummary, { ...asked, scope: viewer.scope }));
  if (!view) throw new RequestRefused(404);
  return { view, selection };
}

const describe = (view: ReportView, selection: Selection) => ({
  title: 'Download the governors’ summary',
  schoolName: view.schoolName,
  address: `${view.address}/document`,
  back: { href: addressOf(view.address, selection), text: 'Back to the governors’ summary' },
  what: view.empty
    ? null
    : [
        `The governors’ summary as a Word document, in the words of the page. ${view.intro.join(' ')}`,
        'No pupil is named, and no group of fewer than 10 pupils is told apart.',
        ...(view.selection?.chosen.length
          ? [`Filters: ${view.selection.chosen.map(({ text }) => text).join('; ')}.`]
          : []),
      ],
  nothing: view.empty ? `There is nothing to download. ${view.empty.text}` : '',
  recorded:
    'Your name, e-mail address and organisation, the time and the purpose are written into the document and put on record. The school can see that you took it.',
  kept: [...new URLSearchParams(view.selection?.query ?? '')].map(([name, value]) => ({ name, value })),
  button: 'Download (Word)',
});

/** `governors-summary-900001-2026-11-24-invented-data.docx` */
function fileNameOf({ file: { urn, period, invented } }: ReportView): string {
  const parts = ['governors-summary', urn, period?.to, invented ? 'invented-data' : null];
  return `${parts.filter((part) => part !== null && part !== undefined).join('-')}.docx`;
}
