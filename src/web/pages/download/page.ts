import { findPurpose } from '../../../access/purposes.ts';
import { seesSchool } from '../../../access/viewer.ts';
import { csvFileName, writePupilsCsv } from '../../../reports/pupils/csv.ts';
import { describePupilsDownload } from '../../../reports/pupils/download.ts';
import type { Page } from '../../page.ts';
import { readPupilsAsked } from '../pupils/read-asked.ts';
import { stampOf } from './stamp-of.ts';
import { viewDownload } from './view-model.ts';

const TEMPLATE = 'pages/download/page.njk';

/** Asks what the file of the pupils chosen is for. */
export const ask: Page = {
  name: 'Download pupils',
  path: '/schools/:urn/pupils/download',
  may: seesSchool,
  records: 'list-view',
  async handle(context) {
    const { facts, choices } = await readPupilsAsked(context, context.query);
    return { template: TEMPLATE, model: viewDownload(describePupilsDownload(facts, choices), 'pupils') };
  },
};

/** The file of the pupils chosen, once a purpose of the list is named. */
export const file: Page = {
  name: 'Pupils (CSV)',
  method: 'POST',
  path: '/schools/:urn/pupils/download',
  may: seesSchool,
  records: 'download',
  async handle(context) {
    const form = context.form ?? {};
    const { facts, choices } = await readPupilsAsked(context, form);
    const purpose = findPurpose('pupils', form['purpose']);
    const made = purpose && writePupilsCsv(facts, choices, stampOf(context, purpose));
    if (purpose === null || made === null) {
      const model = viewDownload(describePupilsDownload(facts, choices), 'pupils', purpose ? null : 'no-purpose');
      return { template: TEMPLATE, model, status: 400 };
    }
    return { file: made.csv, fileName: csvFileName(facts), detail: { purpose: purpose.words, rows: made.rows } };
  },
};
