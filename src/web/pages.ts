import type { Page } from './page.ts';
import { page as accessibility } from './pages/accessibility/page.ts';
import { page as cookies } from './pages/cookies/page.ts';
import { page as dataReceived } from './pages/data-received/page.ts';
import { page as pupil } from './pages/pupil/page.ts';
import { page as pupils, csv as pupilsCsv } from './pages/pupils/page.ts';
import { page as schoolOverview } from './pages/school-overview/page.ts';
import { page as start } from './pages/start/page.ts';
import { page as whatWeCollect } from './pages/what-we-collect/page.ts';

/** Every page there is. */
export const PAGES: readonly Page[] = [
  start,
  cookies,
  accessibility,
  whatWeCollect,
  schoolOverview,
  pupils,
  pupilsCsv,
  pupil,
  dataReceived,
];
