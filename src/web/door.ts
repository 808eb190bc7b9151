import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { findViewer } from '../access/scope.ts';
import type { Predicate } from '../access/viewer.ts';
import type { Database } from '../store/database.ts';
import { ERROR_TEMPLATE, refusedPage } from './pages/error/error-page.ts';
import type { Present } from './present.ts';
import { RequestRefused } from './request-refused.ts';
import { pathOf } from './session.ts';

/** Parameters of addresses that are keys of integer columns. */
const WHOLE_NUMBERS = ['urn', 'pupilId'];

/** A route and who may use it. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly may: Predicate;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, for the test that walks them. */
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

/**
 * The door of every page: finds who is looking (asked anew at each request, so an opt out takes effect at once), and asks
 * the route's predicate. Not signed in: to sign-in and back. Signed in but refused: a page that says why.
 */
export function addDoor(app: FastifyInstance, { database, present }: { database: Database; present: Present }): void {
  app.decorateRequest('viewer', null);
  app.addHook('preHandler', async (request, reply) => {
    const { person } = request.session;
    request.viewer = person ? await findViewer(database, person) : null;
    if (request.is404) return;
    const params = request.params as Record<string, string>;
    if (WHOLE_NUMBERS.some((name) => params[name] !== undefined && !isKey(params[name]))) throw new RequestRefused(404);
    if (request.routeOptions.config.may!(request.viewer, params)) return;
    if (request.viewer) return present(request, reply, ERROR_TEMPLATE, refusedPage(request.viewer), 403);
    return reply.redirect(`/sign-in?to=${encodeURIComponent(wantedPath(request))}`, 302);
  });
  app.addHook('onSend', async (request, reply) => {
    const keep = request.viewer || /^\/sign-/.test(pathOf(request)) ? 'no-store' : 'private, no-cache';
    reply.header('cache-control', keep).header('vary', 'Cookie');
  });
  app.setNotFoundHandler(() => {
    throw new RequestRefused(404);
  });
}

const isKey = (text: string) => /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) <= 2_147_483_647;

const wantedPath = (request: FastifyRequest) => (request.method === 'GET' ? request.url : pathOf(request));
