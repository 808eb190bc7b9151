import type { Page } from './page.ts';
import { page as accessibility } from './pages/accessibility/page.ts';
import { page as cookies } from './pages/cookies/page.ts';
import { page as schoolOverview } from './pages/school-overview/page.ts';
import { page as start } from './pages/start/page.ts';
import { page as whatWeCollect } from './pages/what-we-collect/page.ts';

/** Every page there is. */
export const PAGES: readonly Page[] = [start, cookies, accessibility, whatWeCollect, schoolOverview];
