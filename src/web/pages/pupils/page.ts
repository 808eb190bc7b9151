import { seesSchool } from '../../../access/viewer.ts';
import { readChoices } from '../../../reports/pupils/choices.ts';
import { csvFileName, writePupilsCsv } from '../../../reports/pupils/csv.ts';
import { readPupilList } from '../../../reports/pupils/report.ts';
import { viewPupils } from '../../../reports/pupils/view-model.ts';
import type { Page, PageContext } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';

/** A school's pupils, filtered, sorted and paged by what stands in the address. */
export const page: Page = {
  name: 'Pupils',
  path: '/schools/:urn/pupils',
  may: seesSchool,
  async handle(context) {
    return { template: 'pages/pupils/page.njk', model: viewPupils(await read(context), readChoices(context.query)) };
  },
};

/** The same pupils, all of them, as a file. */
export const csv: Page = {
  name: 'Pupils (CSV)',
  path: '/schools/:urn/pupils.csv',
  may: seesSchool,
  async handle(context) {
    const facts = await read(context);
    return { csv: writePupilsCsv(facts, readChoices(context.query)), fileName: csvFileName(facts) };
  },
};

async function read({ viewer, database, clock, params }: PageContext) {
  const facts = await readPupilList(database, viewer?.scope ?? [], Number(params['urn']), clock.now());
  if (!facts) throw new RequestRefused(404);
  return facts;
}
