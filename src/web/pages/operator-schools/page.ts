import { operates } from '../../../access/viewer.ts';
import {
  readAllSchools,
  readSchoolChoices as readKnown,
  readSchoolsPage,
} from '../../../agreement/read-operator-schools.ts';
import type { Page } from '../../page.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { PATH, readSchoolChoices } from './choices.ts';
import { schoolsFileName, writeSchoolsCsv } from './csv.ts';
import { CSV_PATH, PAGE_SIZE, viewSchools } from './view-model.ts';

/** All schools that may share, by state, area and MIS. */
export const page: Page = {
  name: 'Schools and their agreements',
  path: PATH,
  may: operates,
  async handle(context) {
    const { scope } = operatorOf(context);
    const known = await readKnown(context.database, scope);
    const choices = readSchoolChoices(context.query, known);
    const part = { page: choices.page, size: PAGE_SIZE };
    const read = await readSchoolsPage(context.database, scope, choices, choices, part);
    return { template: 'pages/operator-schools/page.njk', model: viewSchools(choices, known, read) };
  },
};

/** The schools that the filters leave, as a file. No purpose is asked, since no pupil is in it; it is on the audit all the same. */
export const file: Page = {
  name: 'Schools and their agreements (CSV)',
  path: CSV_PATH,
  may: operates,
  records: 'download',
  async handle(context) {
    const viewer = operatorOf(context);
    const known = await readKnown(context.database, viewer.scope);
    const choices = readSchoolChoices(context.query, known);
    const schools = await readAllSchools(context.database, viewer.scope, choices, choices);
    const invented = context.installation?.invented === true;
    const taken = { by: `${viewer.name} (${viewer.email})`, at: context.clock.now(), invented };
    return {
      file: writeSchoolsCsv(schools, taken),
      fileName: schoolsFileName(taken),
      detail: { purpose: 'Following schools’ agreements: no pupil is in the file', rows: schools.length },
    };
  },
};
