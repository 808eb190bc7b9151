import { AREA_REPORTS } from '../reports/area-reports.ts';
import { SCHOOL_REPORTS } from '../reports/reports.ts';
import { schoolOverview } from '../reports/school-overview/report.ts';
import { areaPages } from './area-pages.ts';
import type { Page } from './page.ts';
import { page as accessibility } from './pages/accessibility/page.ts';
import { AGREEMENT_PAGES } from './pages/agreement/agreement-pages.ts';
import * as approvals from './pages/approvals/page.ts';
import { page as collectionPrinciples } from './pages/collection-principles/page.ts';
import { page as conditionsOfUse } from './pages/conditions-of-use/page.ts';
import { page as cookies } from './pages/cookies/page.ts';
import { page as dataApi } from './pages/data-api/page.ts';
import { page as dataReceived } from './pages/data-received/page.ts';
import { page as definitions } from './pages/definitions/page.ts';
import { ask as askDownload, file as pupilsFile } from './pages/download/page.ts';
import * as getAccess from './pages/get-access/page.ts';
import { ask as askGovernors, file as governorsFile } from './pages/governors/page.ts';
import { page as impactAssessment } from './pages/impact-assessment/page.ts';
import * as operator from './pages/operator/page.ts';
import { page as operatorAudit } from './pages/operator-audit/page.ts';
import { page as operatorCampaign } from './pages/operator-campaign/page.ts';
import * as operatorInvite from './pages/operator-invite/page.ts';
import * as operatorMembers from './pages/operator-members/page.ts';
import * as operatorReleases from './pages/operator-releases/page.ts';
import * as operatorSchool from './pages/operator-school/page.ts';
import * as operatorSchools from './pages/operator-schools/page.ts';
import * as operatorUkprns from './pages/operator-ukprns/page.ts';
import { page as organisations } from './pages/organisations/page.ts';
import { page as privacy } from './pages/privacy/page.ts';
import { page as pupil } from './pages/pupil/page.ts';
import { page as pupils, search as searchPupils } from './pages/pupils/page.ts';
import * as rights from './pages/rights/page.ts';
import { page as shareYourData } from './pages/share-your-data/page.ts';
import { page as start } from './pages/start/page.ts';
import { page as statistics } from './pages/statistics/page.ts';
import { page as statisticsArea } from './pages/statistics-area/page.ts';
import { page as statisticsAreas } from './pages/statistics-areas/page.ts';
import { page as statisticsData } from './pages/statistics-data/page.ts';
import { page as statisticsGuidance } from './pages/statistics-guidance/page.ts';
import { page as statisticsMethodology } from './pages/statistics-methodology/page.ts';
import * as statisticsReleases from './pages/statistics-releases/page.ts';
import { ask as askTallies, page as tallies, file as talliesFile } from './pages/tallies/page.ts';
import * as weeklyEmail from './pages/weekly-email/page.ts';
import { page as whatWeCollect } from './pages/what-we-collect/page.ts';
import { page as whoHasLooked } from './pages/who-has-looked/page.ts';
import { reportPages } from './report-pages.ts';

/** Every page there is. */
export const PAGES: readonly Page[] = [
  start,
  shareYourData,
  ...Object.values(getAccess),
  privacy,
  impactAssessment,
  collectionPrinciples,
  cookies,
  accessibility,
  whatWeCollect,
  definitions,
  dataApi,
  conditionsOfUse,
  statistics,
  statisticsAreas,
  statisticsArea,
  ...Object.values(statisticsReleases),
  statisticsData,
  statisticsMethodology,
  statisticsGuidance,
  organisations,
  ...AREA_REPORTS.flatMap((report) => areaPages(report)),
  ...reportPages(schoolOverview, 'pages/school-overview/page.njk'),
  pupils,
  searchPupils,
  askDownload,
  pupilsFile,
  pupil,
  ...SCHOOL_REPORTS.flatMap((report) => reportPages(report)),
  askGovernors,
  governorsFile,
  dataReceived,
  whoHasLooked,
  tallies,
  askTallies,
  talliesFile,
  operatorAudit,
  ...AGREEMENT_PAGES,
  ...Object.values(rights),
  ...Object.values(weeklyEmail),
  ...Object.values(approvals),
  ...Object.values(operator),
  ...Object.values(operatorMembers),
  ...Object.values(operatorSchools),
  ...Object.values(operatorSchool),
  ...Object.values(operatorInvite),
  operatorCampaign,
  ...Object.values(operatorReleases),
  ...Object.values(operatorUkprns),
];
