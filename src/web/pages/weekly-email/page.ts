import { seesSchools, type Viewer } from '../../../access/viewer.ts';
import { askWeeklyEmail, readOwnWeeklyEmail, stopWeeklyEmail } from '../../../access/weekly-email/ask-weekly-email.ts';
import type { Page, PageContext, WeeklyEmailFacts } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { redirectWith, takeNotice } from '../rights/take-notice.ts';
import { viewWeeklyEmail } from './view-model.ts';

const PATH = '/weekly-email';

/** Where the weekly e-mail stands, for the organisation acted for. */
export const page: Page = {
  name: 'Weekly e-mail',
  path: PATH,
  may: seesSchools,
  async handle(context) {
    const { viewer, settings } = askedBy(context);
    const model = viewWeeklyEmail({
      viewer,
      own: await readOwnWeeklyEmail(context.database, viewer),
      settings,
      isKnownFromSignIn: viewer.door === 'idams' || (viewer.door === 'dfe-sign-in' && !settings.asksDfe),
      notice: takeNotice(context.memory),
    });
    return { template: 'pages/weekly-email/page.njk', model };
  },
};

/** Asks for it. */
export const ask: Page = {
  name: 'Get the weekly e-mail',
  method: 'POST',
  path: `${PATH}/ask`,
  may: seesSchools,
  async handle(context) {
    const { viewer } = askedBy(context);
    if (viewer.email === '')
      return redirectWith(context.memory, 'Your sign-in service tells no e-mail address of yours.', PATH, false);
    await askWeeklyEmail(context.database, viewer, context.clock.now());
    await context.record?.({ what: 'weekly-email-asked', schoolUrn: ownUrn(viewer) });
    return redirectWith(context.memory, `You get the weekly e-mail from next Monday, at ${viewer.email}.`, PATH);
  },
};

/** Stops it. */
export const stop: Page = {
  name: 'Stop the weekly e-mail',
  method: 'POST',
  path: `${PATH}/stop`,
  may: seesSchools,
  async handle(context) {
    const { viewer } = askedBy(context);
    const stopped = await stopWeeklyEmail(context.database, viewer);
    if (!stopped) return redirectWith(context.memory, 'You did not get the weekly e-mail.', PATH, false);
    await context.record?.({ what: 'weekly-email-ended', schoolUrn: ownUrn(viewer) });
    return redirectWith(context.memory, 'You have stopped the weekly e-mail.', PATH);
  },
};

/** A school sees on its own record who gets its figures by mail. */
const ownUrn = ({ organisation }: Viewer): number | null => (organisation?.kind === 'school' ? organisation.urn : null);

function askedBy({ viewer, roles }: PageContext): { viewer: Viewer; settings: WeeklyEmailFacts } {
  if (viewer === null || roles?.weeklyEmail === undefined) throw new RequestRefused(404);
  return { viewer, settings: roles.weeklyEmail };
}
