import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { SessionStore } from '../access/session-store.ts';
import type { SignIn } from '../access/sign-in.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { GOVUK_FOLDER, gatherAssets } from './asset-files.ts';
import { addDoor, refuseRoutesWithoutPredicate } from './door.ts';
import { answerErrors } from './error-answers.ts';
import { limitRequests } from './limits.ts';
import type { InstallationFacts } from './page.ts';
import { addPages } from './page-routes.ts';
import { ERROR_TEMPLATE, errorPage } from './pages/error/error-page.ts';
import { PAGES } from './pages.ts';
import { createPresenter } from './present.ts';
import { addPublicFiles } from './public-files.ts';
import { createRender } from './render.ts';
import { PERMISSIONS_POLICY, securityHeaders } from './security-headers.ts';
import { sessionCookieName } from './session.ts';
import { addSignInRoutes } from './sign-in-routes.ts';

export interface AppOptions {
  /** The viewer's login: reports and sessions. */
  readonly viewer: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Signs the session cookie; 32 characters or more. */
  readonly secret: string;
  /** Address of the pages as people see it, such as `https://attendance.example.org`. It decides what https needs. */
  readonly publicUrl: string;
  readonly signIn: SignIn;
  /** False until the first collection is done: `/health` says "starting" until then. */
  readonly isReady: () => boolean;
  /** True in the sandbox: everything then says "Invented data". */
  readonly invented: boolean;
  /** Idle minutes after which a person must sign in again. */
  readonly sessionMinutes: number;
  /** Days after a session in which its code is refreshed, for the public pages. */
  readonly refreshDays: number;
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  /** True only for services on gov.uk. */
  readonly govukBranding: boolean;
  /** Who runs this installation and how to reach them; null until set. */
  readonly operator?: { readonly name: string | null; readonly contact: string | null };
  /** Requests a minute from one address (pages), sign-ins and downloads being limited to a tenth. */
  readonly requestsPerMinute?: number;
}

const PURGE_EVERY_MS = 10 * 60_000;

/**
 * The web application, ready to listen (or for `inject`). What a request meets, in order: id, security headers; then for
 * assets and health their answer; for pages the rate limit, cookie, session, who is looking, the page's predicate, the page.
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const https = new URL(options.publicUrl).protocol === 'https:';
  const assets = gatherAssets(options.govukBranding);
  const facts: InstallationFacts = {
    ...pick(options),
    collectAt: options.collectAt,
    sessionCookie: sessionCookieName(https),
    operatorName: options.operator?.name ?? null,
    operatorContact: options.operator?.contact ?? null,
  };
  const present = createPresenter(createRender(), {
    ...pick(options),
    govuk: options.govukBranding,
    assets: `/assets/${assets.version}`,
  });
  const store = new SessionStore(options.viewer, options.clock, options.sessionMinutes);

  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // With https the encryption is done by a proxy in front: its word is taken for one step, for the scheme and the sender.
    trustProxy: https ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => void present(request, reply, ERROR_TEMPLATE, errorPage(400), 400),
  });
  refuseRoutesWithoutPredicate(app);
  answerErrors(app, present);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'permissions-policy': PERMISSIONS_POLICY });
  });
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: an address may hold what was searched for.
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  await app.register(
    helmet,
    securityHeaders({
      template: readFileSync(join(GOVUK_FOLDER, 'template.njk'), 'utf8'),
      https,
      formOrigins: () => options.signIn.origins,
    }),
  );
  await app.register(rateLimit, { global: false });
  addPublicFiles(app, { assets, ...options, operatorContact: facts.operatorContact });

  await app.register(async (pages) => {
    limitRequests(pages, options.requestsPerMinute ?? 600);
    await pages.register(cookie);
    await pages.register(session, {
      secret: options.secret,
      cookieName: sessionCookieName(https),
      cookie: { path: '/', secure: https, httpOnly: true, sameSite: 'lax' },
      store,
      saveUninitialized: false,
      rolling: true,
    });
    await pages.register(formbody);
    await pages.register(csrf, { sessionPlugin: '@fastify/session' });
    addDoor(pages, { database: options.viewer, present });
    addSignInRoutes(pages, {
      signIn: options.signIn,
      database: options.viewer,
      publicUrl: options.publicUrl,
      present,
      perMinute: Math.ceil((options.requestsPerMinute ?? 600) / 10),
    });
    addPages(pages, PAGES, {
      database: options.viewer,
      clock: options.clock,
      installation: facts,
      present,
      downloadsPerMinute: Math.ceil((options.requestsPerMinute ?? 600) / 10),
    });
  });
  purgeSessions(app, store, options.log);
  await app.ready();
  return app;
}

const pick = ({ invented, sessionMinutes, refreshDays }: AppOptions) => ({ invented, sessionMinutes, refreshDays });

function purgeSessions(app: FastifyInstance, store: SessionStore, log: Log): void {
  const purge = () =>
    store
      .purge()
      .catch((error: unknown) =>
        log.warn({ code: (error as { code?: string }).code }, 'expired sessions could not be purged'),
      );
  const timer = setInterval(purge, PURGE_EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
