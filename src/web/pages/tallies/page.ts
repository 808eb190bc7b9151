import { findPurpose } from '../../../access/purposes.ts';
import { seesTallies } from '../../../access/viewer.ts';
import { talliesFileName, writeTalliesCsv } from '../../../reports/tallies/csv.ts';
import { describeTalliesDownload } from '../../../reports/tallies/download.ts';
import { readTallies } from '../../../reports/tallies/report.ts';
import { viewTallies } from '../../../reports/tallies/view-model.ts';
import { lineChart } from '../../charts/line-chart.ts';
import type { Page, PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { stampOf } from '../download/stamp-of.ts';
import { viewDownload } from '../download/view-model.ts';

const DOWNLOAD = 'pages/download/page.njk';

/** All schools together, for the operator's analyst: tallies, never a pupil or a school. */
export const page: Page = {
  name: 'Tallies of all schools',
  path: '/tallies',
  may: seesTallies,
  records: 'tallies-view',
  async handle(context) {
    const view = viewTallies(await read(context), isInvented(context));
    return {
      template: 'pages/tallies/page.njk',
      model: { ...view, drawing: view.chart && lineChart(view.chart.data) },
    };
  },
};

/** Asks what the file of tallies is for. */
export const ask: Page = {
  name: 'Download tallies',
  path: '/tallies/download',
  may: seesTallies,
  records: 'tallies-view',
  async handle(context) {
    return { template: DOWNLOAD, model: viewDownload(describeTalliesDownload(await read(context)), 'tallies') };
  },
};

/** The file of tallies, once a purpose of the list is named. */
export const file: Page = {
  name: 'Tallies (CSV)',
  method: 'POST',
  path: '/tallies/download',
  may: seesTallies,
  records: 'download',
  async handle(context) {
    const facts = await read(context);
    const purpose = findPurpose('tallies', context.form?.['purpose']);
    const invented = isInvented(context);
    const made = purpose && writeTalliesCsv(facts, invented, stampOf(context, purpose));
    if (purpose === null || made === null) {
      const model = viewDownload(describeTalliesDownload(facts), 'tallies', purpose ? null : 'no-purpose');
      return { template: DOWNLOAD, model, status: 400 };
    }
    const fileName = talliesFileName(facts, invented);
    return { file: made.csv, fileName, detail: { purpose: purpose.words, rows: made.rows } };
  },
};

/** The predicate is asked again here: the statistics login has no scope that would hold by itself. */
async function read({ viewer, statistics, clock }: PageContext) {
  if (!statistics || !seesTallies(viewer, {})) throw new RequestRefused(404);
  return readTallies(statistics, clock.now());
}

const isInvented = ({ installation }: PageContext): boolean => installation?.invented === true;
