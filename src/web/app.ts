import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Access } from '../access/access.ts';
import { SessionStore } from '../access/session-store.ts';
import type { AuditKey } from '../audit/append-event.ts';
import type { Clock } from '../domain/clock.ts';
import { DEFAULT_SETTINGS, type DisclosureSettings } from '../domain/disclosure/settings.ts';
import type { Log } from '../log.ts';
import { NO_RELEASES, type Releases } from '../publish/released/released-files.ts';
import { readTiles } from '../schools/authority-tiles/read-tiles.ts';
import type { Database } from '../store/database.ts';
import { GOVUK_FOLDER, gatherAssets } from './asset-files.ts';
import { createAudit } from './audit-request.ts';
import { type AskPredicate, addDoor, askPredicate, refuseRoutesWithoutPredicate } from './door.ts';
import { answerErrors } from './error-answers.ts';
import { addIdamsRoutes } from './idams-routes.ts';
import { limitRequests } from './limits.ts';
import type { InstallationFacts, Page, RoleFacts } from './page.ts';
import { addPages } from './page-routes.ts';
import { PAGES } from './pages.ts';
import { NOTHING_FILLED, type PublicFacts } from './particulars.ts';
import { createPresenter } from './present.ts';
import { addPublicFiles } from './public-files.ts';
import { addReleasedFiles } from './released-files.ts';
import { createRender } from './render.ts';
import { RequestRefused } from './request-refused.ts';
import { PERMISSIONS_POLICY, securityHeaders } from './security-headers.ts';
import { idamsCookieName, sessionCookieName } from './session.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import { openReleased } from './statistics/released.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

export interface AppOptions {
  /** The viewer's login: reports, sessions, rights, audit. */
  readonly viewer: Database;
  /** The statistics login: tallies of all schools. */
  readonly statistics: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Signs the session cookie; 32 characters or more. */
  readonly secret: string;
  readonly auditKey: AuditKey;
  /** Address of the pages as people see it, such as `https://attendance.example.org`. It decides what https needs. */
  readonly publicUrl: string;
  /** The doors in use, and who is asked about the role. */
  readonly access: Access;
  readonly roles: RoleFacts;
  /** Days for which data held are kept after an opt out, and the keys that seal credentials. */
  readonly agreements: { readonly keepDays: number; readonly credentialKeys: readonly Buffer[] };
  /** False until the first collection is done: `/health` says "starting" until then. */
  readonly isReady: () => boolean;
  /** True in the sandbox: everything then says "Invented data". */
  readonly invented: boolean;
  /** Minutes without use, and hours in all, after which a person must sign in again. */
  readonly sessionMinutes: number;
  readonly sessionHours: number;
  /** Certificate and key (PEM) with which https is served here; absent where a proxy in front does it. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Proxies in front whose word about sender and scheme is taken; nobody's when empty. */
  readonly trustedProxies?: readonly string[];
  /** Days after a session in which its code is refreshed, for the public pages. */
  readonly refreshDays: number;
  /** Schools that a group of others must have to be shown beside a school; 5 unless told. */
  readonly leastSchools?: number;
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  /** The id of the school that a source's webhook is about; null when it is about none. */
  readonly readHint?: (body: unknown) => string | null;
  /** True only for services on gov.uk. */
  readonly govukBranding: boolean;
  /** Who runs this installation and how to reach them; null until set. */
  readonly operator?: { readonly name: string | null; readonly contact: string | null };
  /** What the public pages say about this installation; nothing is filled in until it is set. */
  readonly publicPages?: PublicFacts;
  /** Requests a minute from one address (pages), sign-ins and downloads being limited to a tenth. */
  readonly requestsPerMinute?: number;
  /** Published statistics; none unless given. */
  readonly releases?: Releases;
  /** Thresholds of disclosure control in force, which the methodology tells; the defaults unless given. */
  readonly disclosure?: DisclosureSettings;
}

const PURGE_EVERY_MS = 10 * 60_000;

/**
 * The web application, ready to listen (or for `inject`). What a request meets, in order: id, security headers; then for
 * assets and health their answer; for pages the rate limit, cookie, session, who is looking, the page's predicate, the page.
 * @param ask how predicates are asked: never given but by the access probe, which tries the second wall without the first
 * @param pagesThere never given but by tests, which add pages with a fault, and hunt for it
 */
export async function createApp(
  options: AppOptions,
  ask: AskPredicate = askPredicate,
  pagesThere: readonly Page[] = PAGES,
): Promise<FastifyInstance> {
  const https = new URL(options.publicUrl).protocol === 'https:';
  const assets = gatherAssets(options.govukBranding);
  const facts: InstallationFacts = {
    ...pick(options),
    collectAt: options.collectAt,
    ...(options.leastSchools !== undefined && { leastSchools: options.leastSchools }),
    sessionHours: options.sessionHours,
    sessionCookie: sessionCookieName(https),
    idamsCookie: options.access.idams ? idamsCookieName(https) : undefined,
    operatorName: options.operator?.name ?? null,
    operatorContact: options.operator?.contact ?? null,
    publicPages: options.publicPages ?? NOTHING_FILLED,
  };
  const present = createPresenter(
    createRender(),
    { ...pick(options), govuk: options.govukBranding, assets: `/assets/${assets.version}` },
    options.clock,
  );
  const limits = { idleMinutes: options.sessionMinutes, hours: options.sessionHours };
  const store = new SessionStore(options.viewer, options.clock, limits);
  const audit = createAudit({ database: options.viewer, key: options.auditKey, clock: options.clock });
  const perMinute = Math.ceil((options.requestsPerMinute ?? 600) / 10);
  const viewers = options.access.viewers;

  const unreadable = new WeakSet<object>();
  const app: FastifyInstance = Fastify({
    ...(options.tls && { https: options.tls }),
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    // Such an address would meet no hook, so no limit and no security header: it is sent round as one that is not there.
    frameworkErrors: (_error, { raw: request }, { raw: reply }) => {
      unreadable.add(request);
      request.url = '/address-that-cannot-be-read';
      app.routing(request, reply);
    },
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
      formOrigins: () => options.access.origins(),
    }),
  );
  await app.register(rateLimit, { global: false });
  addWebhookRoutes(app, { viewer: options.viewer, clock: options.clock, readHint: options.readHint ?? (() => null) });
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
    const refusals = { ...options.roles, operatorContact: facts.operatorContact };
    const cookieName = sessionCookieName(https);
    const hasEnded = (request: FastifyRequest) => {
      const sent = request.cookies[cookieName];
      return (
        sent !== undefined && sent !== request.session.encryptedSessionId && cookie.unsign(sent, options.secret).valid
      );
    };
    addDoor(pages, { viewers, clock: options.clock, limits, audit, refusals, present, ask, hasEnded });
    pages.setNotFoundHandler((request) => {
      throw new RequestRefused(unreadable.has(request.raw) ? 400 : 404);
    });
    const signIn = {
      ...options.access,
      operatorName: facts.operatorName,
      audit,
      publicUrl: options.publicUrl,
      present,
      perMinute,
    };
    addSignInRoutes(pages, signIn);
    if (options.access.idams) addIdamsRoutes(pages, { ...signIn, idams: options.access.idams });
    addSessionRoutes(pages, signIn);
    const releases = options.releases ?? NO_RELEASES;
    addReleasedFiles(pages, releases, options.invented);
    await addPages(pages, pagesThere, {
      published: {
        ...openReleased(releases),
        disclosure: options.disclosure ?? DEFAULT_SETTINGS,
        tiles: readTiles(),
      },
      database: options.viewer,
      statistics: options.statistics,
      clock: options.clock,
      installation: facts,
      present,
      audit,
      auditKey: options.auditKey,
      roles: options.roles,
      agreements: options.agreements,
      publicUrl: options.publicUrl,
      downloadsPerMinute: perMinute,
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
