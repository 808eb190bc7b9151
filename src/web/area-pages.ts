import { seesSchools } from '../access/viewer.ts';
import { type AreaReport, choicesOf, readAreaReport } from '../reports/area-report.ts';
import { readSelection } from '../reports/selection/selection.ts';
import type { Page } from './page.ts';
import { pagesOf } from './report-pages.ts';
import { RequestRefused } from './request-refused.ts';

/** The pages of a report about all the schools that the viewer sees: the report, the question what a file is for, and the file. */
export const areaPages = <More>(report: AreaReport<More>): Page[] =>
  pagesOf({
    name: report.name,
    path: report.path,
    may: seesSchools,
    names: report.names,
    template: 'layout/report.njk',
    recorded:
      'Your name, e-mail address and organisation, the time and the purpose are written into the file and put on record.',
    read: async ({ viewer, database, clock }, query) => {
      if (!viewer) throw new RequestRefused(404);
      const selection = readSelection(query, choicesOf(report));
      const organisation = { name: viewer.organisation?.name ?? 'your organisation', key: viewer.organisationKey };
      const asked = { database, scope: viewer.scope, organisation, selection, now: clock.now() };
      return { selection, view: await readAreaReport(report, asked) };
    },
  });
