import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findViewer } from '../access/find-viewer.ts';
import { organisationKey } from '../access/organisation.ts';
import { anyone, signedIn } from '../access/viewer.ts';
import { londonTime } from '../domain/sessions/london.ts';
import { timeText } from '../reports/times.ts';
import { refusalOf } from './audit-request.ts';
import { checkForm } from './check-form.ts';
import { RequestRefused } from './request-refused.ts';
import { sameSitePath } from './same-site-path.ts';
import { firstPage, type SignInParts } from './sign-in-routes.ts';

/** Staying signed in, how long is left, having been signed out, and switching the organisation. */
export function addSessionRoutes(app: FastifyInstance, parts: SignInParts): void {
  // Opening this page, like any other, starts the time without use again: it is the answer to the warning.
  app.get('/session', { config: { may: signedIn } }, (request, reply) => {
    const back = sameSitePath((request.query as Record<string, unknown>)['to']) ?? '/';
    const until = timeText(londonTime(new Date(request.sessionEndsAt!)));
    const model = { title: 'You are still signed in', heading: 'You are still signed in', until, back };
    return parts.present(request, reply, 'pages/session/page.njk', model);
  });
  app.get('/session/left', { config: { may: anyone, quiet: true } }, (request, reply) => {
    const now = parts.viewers.clock.now().getTime();
    const seconds = request.sessionEndsAt === null ? 0 : Math.max(0, Math.floor((request.sessionEndsAt - now) / 1000));
    return reply.send({ seconds });
  });
  app.get('/signed-out', { config: { may: anyone } }, (request, reply) => {
    const heading = request.viewer ? 'You are signed in' : 'You are signed out';
    const timedOut = (request.query as Record<string, unknown>)['why'] === 'time';
    return parts.present(request, reply, 'pages/signed-out/page.njk', { title: heading, heading, timedOut });
  });
  app.post(
    '/organisations/switch',
    { config: { may: signedIn }, preHandler: checkForm(app, parts.publicUrl, parts.audit) },
    (request, reply) => switchOrganisation(parts, request, reply),
  );
}

/** Another organisation of the same person: the role is checked anew, and the session gets a new id. */
async function switchOrganisation(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = request.viewer;
  const { person, idToken, signedInAt } = request.session;
  const wanted = (request.body as Record<string, unknown> | undefined)?.['organisation'];
  const own = viewer?.organisations.find((each) => organisationKey(each) !== null && organisationKey(each) === wanted);
  if (!viewer || !person || !own) {
    await parts.audit(request, refusalOf(request, 'not an organisation of this person', 'organisation-switched'));
    throw new RequestRefused(404);
  }
  const chosen = organisationKey(own);
  const found = await findViewer(parts.viewers, { person, chosen, checked: null }, true);
  const usedAt = parts.viewers.clock.now().getTime();
  await request.session.regenerate();
  const held = found.checked?.answer === 'yes' ? found.checked.organisation : undefined;
  const { checked, placed } = found;
  Object.assign(request.session, { person, chosen, held, checked, placed, signedInAt, usedAt, idToken });
  request.viewer = found.viewer;
  await parts.audit(request, {
    what: 'organisation-switched',
    detail: {
      from: viewer.organisation && organisationKey(viewer.organisation),
      standing: found.viewer.standing.reason,
    },
  });
  return reply.redirect(firstPage(found.viewer), 303);
}
