import type { Area } from './reference/area.ts';
import { type ExpectedPage, table } from './reference/expected.ts';
import { areaGroupsPage } from './reference/pages/area-groups.ts';
import { areaMovesPage } from './reference/pages/area-moves.ts';
import { areaOverviewPage } from './reference/pages/area-overview.ts';
import { areaSchoolsPage } from './reference/pages/area-schools.ts';
import { areaTogetherPage } from './reference/pages/area-together.ts';
import { attentionPage } from './reference/pages/attention.ts';
import { bandsPage } from './reference/pages/bands.ts';
import { changesPage } from './reference/pages/changes.ts';
import { comparePage } from './reference/pages/compare.ts';
import { governorsPage } from './reference/pages/governors.ts';
import { groupsPage } from './reference/pages/groups.ts';
import { movesPage } from './reference/pages/moves.ts';
import { overviewPage } from './reference/pages/overview.ts';
import type { ReferencePage } from './reference/pages/page.ts';
import { reasonsPage } from './reference/pages/reasons.ts';
import { spellsPage } from './reference/pages/spells.ts';
import { whenPage } from './reference/pages/when.ts';

/** How the figures of a report of a school are worked out again, by its path. */
export const REFERENCE_PAGES: Readonly<Record<string, ReferencePage>> = {
  '': overviewPage,
  '/bands': bandsPage,
  '/attention': attentionPage,
  '/groups': groupsPage,
  '/governors': governorsPage,
  '/compare': comparePage,
  '/when': whenPage,
  '/reasons': reasonsPage,
  '/spells': spellsPage,
  '/moves': movesPage,
  '/changes': changesPage,
};

/** The same of reports about several schools. */
export const AREA_REFERENCE_PAGES: Readonly<Record<string, (area: Area) => ExpectedPage>> = {
  '/schools': areaSchoolsPage,
  '/area': areaOverviewPage,
  '/area/groups': areaGroupsPage,
  '/area/together': areaTogetherPage,
  '/area/moves': areaMovesPage,
  // All schools of the probe share, and there is no figure on the page.
  '/area/sharing': ({ schools }) =>
    new Map([['sharing', table(schools.map(({ known }) => [String(known.school.urn), {}]))]]),
};
