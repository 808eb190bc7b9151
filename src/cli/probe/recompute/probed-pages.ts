import { AREA_REPORTS } from '../../../reports/area-reports.ts';
import { SCHOOL_REPORTS } from '../../../reports/reports.ts';
import { schoolOverview } from '../../../reports/school-overview/report.ts';
import { askArea } from './ask-area.ts';
import { askPupil } from './ask-pupil.ts';
import { askPupils } from './ask-pupils.ts';
import { askReport } from './ask-report.ts';
import type { AskAreaPage, ProbedPage } from './probed-page.ts';
import { AREA_REFERENCE_PAGES, REFERENCE_PAGES } from './reference-pages.ts';

/** Every page of a school whose figures are worked out. */
export const PROBED_PAGES: readonly ProbedPage[] = [
  { name: 'School overview', times: 3, ask: askReport(schoolOverview, REFERENCE_PAGES['']!) },
  { name: 'Pupils', times: 2, ask: askPupils },
  { name: 'Pupil', times: 2, ask: askPupil },
  ...SCHOOL_REPORTS.flatMap((report) => {
    const reference = REFERENCE_PAGES[report.path];
    return reference ? [{ name: report.name, times: 3, ask: askReport(report, reference) }] : [];
  }),
];

/** Every page about several schools whose figures are worked out. */
export const PROBED_AREA_PAGES: readonly ProbedPage<AskAreaPage>[] = AREA_REPORTS.flatMap((report) => {
  const reference = AREA_REFERENCE_PAGES[report.path];
  return reference ? [{ name: report.name, times: 4, ask: askArea(report, reference) }] : [];
});

/** Reports whose figures nobody works out again: there must be none. */
export const NOT_PROBED = [
  ...SCHOOL_REPORTS.map(({ path }) => path).filter((path) => !(path in REFERENCE_PAGES)),
  ...AREA_REPORTS.map(({ path }) => path).filter((path) => !(path in AREA_REFERENCE_PAGES)),
];
