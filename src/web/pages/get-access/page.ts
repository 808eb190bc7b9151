import { anyone } from '../../../access/viewer.ts';
import type { Page, PageContext } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { AUDIENCES, type Audience } from './audiences.ts';
import { type AccessFacts, viewAudience, viewChoice } from './view-model.ts';

const template = 'layout/document.njk';

/** How to get access to reports: who one works for is chosen first. Open to anyone. */
export const choice: Page = {
  name: 'Get access',
  path: '/get-access',
  may: anyone,
  handle: async (context) => ({ template, model: viewChoice(factsOf(context)) }),
};

const pageOf = (audience: Audience): Page => ({
  name: `Get access: ${audience.title}`,
  path: audience.path,
  may: anyone,
  handle: async (context) => ({ template, model: viewAudience(audience, factsOf(context)) }),
});

export const schools: Page = pageOf(AUDIENCES.schools);
export const trusts: Page = pageOf(AUDIENCES.trusts);
export const authorities: Page = pageOf(AUDIENCES.authorities);

/** Without facts about the role (tests of other pages) the ways in stand as they do when nothing is set. */
function factsOf({ roles, installation }: PageContext): AccessFacts {
  return {
    roles: roles ?? {
      name: 'View your education data – School Attendance Data',
      places: { 'dfe-sign-in': 'api', idams: 'claims' },
      doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
      overdueDays: 5,
      dfeServicesUrl: 'https://services.signin.education.gov.uk',
    },
    particulars: (installation?.publicPages ?? NOTHING_FILLED).particulars,
  };
}
