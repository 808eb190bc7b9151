import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { type FoundViewer, findViewer, type ViewerParts } from '../access/find-viewer.ts';
import { type SessionLimits, sessionEnd } from '../access/session-store.ts';
import type { Predicate, Viewer } from '../access/viewer.ts';
import type { Clock } from '../domain/clock.ts';
import { type AuditRequest, refusalOf } from './audit-request.ts';
import { ERROR_TEMPLATE } from './pages/error/error-page.ts';
import { type RefusalFacts, refusedPage, rightTakenPage } from './pages/error/refusal.ts';
import { refusedAgreement } from './pages/error/refused-agreement.ts';
import type { Present } from './present.ts';
import { RequestRefused } from './request-refused.ts';
import { pathOf } from './session.ts';

/** Parameters of addresses that are keys of integer columns. */
const WHOLE_NUMBERS = ['urn', 'pupilId', 'requestId'];

/** A route and who may use it. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly may: Predicate;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, for the tests and the probe that walk them. */
    guardedRoutes: GuardedRoute[];
  }
}

/** Makes the start fail when a route is added that does not say who may use it, and lists those that do. */
export function refuseRoutesWithoutPredicate(app: FastifyInstance): void {
  const routes: GuardedRoute[] = [];
  app.decorate('guardedRoutes', routes);
  app.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    if (typeof config?.may !== 'function')
      throw new Error(`The route ${String(method)} ${url} does not say who may use it: give it config.may.`);
    routes.push({ method: String(method), url, may: config.may });
  });
}

/** How a route's predicate is asked. There is one way; the access probe wires another into its own process, to try the second wall. */
export type AskPredicate = (may: Predicate, viewer: Viewer | null, params: Readonly<Record<string, string>>) => boolean;
export const askPredicate: AskPredicate = (may, viewer, params) => may(viewer, params);

export interface DoorParts {
  readonly viewers: ViewerParts;
  readonly clock: Clock;
  readonly limits: SessionLimits;
  readonly audit: AuditRequest;
  readonly refusals: RefusalFacts;
  readonly present: Present;
  readonly ask: AskPredicate;
  /** The browser sent the cookie of a session that was ours and is no more. */
  readonly hasEnded: (request: FastifyRequest) => boolean;
}

/**
 * The door of every page: finds who is looking (asked anew at each request, so an opt out or a right taken away takes effect at
 * once), and asks the route's predicate. Not signed in: to sign-in and back. Signed in but refused: a page that says why, and the
 * refusal is on the audit. Whoever has lost the role since the last request loses the session too.
 */
export function addDoor(app: FastifyInstance, parts: DoorParts): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('sessionEndsAt', null);
  app.addHook('preHandler', async (request, reply) => {
    if (await lostRole(parts, request)) {
      await parts.audit(request, refusalOf(request, 'role taken away'));
      const viewer = request.viewer!;
      await request.session.destroy();
      request.sessionEndsAt = null;
      return parts.present(request, reply, ERROR_TEMPLATE, rightTakenPage(viewer, parts.refusals), 403);
    }
    if (request.is404) return;
    const params = request.params as Record<string, string>;
    if (WHOLE_NUMBERS.some((name) => params[name] !== undefined && !isKey(params[name]))) throw new RequestRefused(404);
    if (parts.ask(request.routeOptions.config.may!, request.viewer, params)) return;
    if (request.viewer) return refuse(parts, request, reply, request.viewer);
    // It ran out, or somebody has kept a copy of it.
    if (parts.hasEnded(request)) await parts.audit(request, refusalOf(request, 'the session has ended'));
    return reply.redirect(`/sign-in?to=${encodeURIComponent(wantedPath(request))}`, 302);
  });
  app.addHook('onSend', async (request, reply) => {
    const keep = request.viewer || /^\/(sign|session)/.test(pathOf(request)) ? 'no-store' : 'private, no-cache';
    reply.header('cache-control', keep).header('vary', 'Cookie');
  });
}

/** Finds the viewer. @returns whether they held the role a moment ago, and hold it no more */
async function lostRole(parts: DoorParts, request: FastifyRequest): Promise<boolean> {
  const found = await findSignedIn(parts, request, request.routeOptions.config.recheck === true);
  if (!found) return false;
  const { viewer, checked, placed } = found;
  const before = request.session.held;
  if (checked?.answer === 'yes') request.session.held = checked.organisation;
  request.viewer = viewer;
  request.session.checked = checked;
  request.session.placed = placed;
  if (request.routeOptions.config.quiet !== true) request.session.usedAt = parts.clock.now().getTime();
  request.sessionEndsAt = sessionEnd(request.session, parts.clock.now().getTime(), parts.limits);
  if (before === undefined) return false;
  // With the membership the organisation goes, and with it every question about the role.
  return (checked?.answer === 'no' && checked.organisation === before) || BELONGS_NO_MORE.has(viewer.standing.reason);
}

const BELONGS_NO_MORE: ReadonlySet<Viewer['standing']['reason']> = new Set(['no-organisation', 'left-organisation']);

/** The viewer of a session, asking about the role anew if wanted; null when nobody is signed in. */
export async function findSignedIn(
  { viewers }: Pick<DoorParts, 'viewers'>,
  { session }: FastifyRequest,
  recheck: boolean,
): Promise<FoundViewer | null> {
  const { person, chosen = null, checked = null, placed = null } = session;
  return person ? findViewer(viewers, { person, chosen, checked, placed }, recheck) : null;
}

async function refuse(
  { audit, present, refusals }: DoorParts,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
): Promise<FastifyReply> {
  await audit(request, refusalOf(request, viewer.standing.reason));
  const { may } = request.routeOptions.config;
  const page = refusedAgreement(may!, viewer, refusals) ?? refusedPage(viewer, refusals);
  // Not being able to ask is no refusal: it may be over in a minute.
  return present(request, reply, ERROR_TEMPLATE, page, viewer.standing.reason === 'cannot-check' ? 503 : 403);
}

const isKey = (text: string) => /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) <= 2_147_483_647;

/** Where to go on after signing in. A form cannot be sent again by itself: back to the page that it stood on. */
function wantedPath(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url;
  const { referer = '', host } = request.headers;
  const from = URL.canParse(referer) ? new URL(referer) : null;
  return from !== null && from.host === host ? from.pathname : '/';
}
