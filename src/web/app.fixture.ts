import type { FastifyInstance } from 'fastify';
import { createAccess } from '../access/access.ts';
import type { DfePublicApi } from '../access/dfe-public-api.ts';
import type { Doors, RolePlaces } from '../access/doors.ts';
import { createIdams, type IdamsOptions } from '../access/idams/idams.ts';
import type { TestIssuer } from '../access/issuer.fixture.ts';
import { createOidc } from '../access/oidc.ts';
import { auditKey } from '../audit/append-event.ts';
import type { Clock } from '../domain/clock.ts';
import { createLog } from '../log.ts';
import type { Database } from '../store/database.ts';
import { type AppOptions, createApp } from './app.ts';
import type { AskPredicate } from './door.ts';
import type { Page } from './page.ts';
import { PAGES } from './pages.ts';

const SECRET = 'a secret of the tests that is long enough';
export const AUDIT_KEY = auditKey(SECRET);
const PUBLIC_URL = 'http://localhost:3999';

export interface TestAppParts {
  readonly logins: { readonly viewer: Database; readonly statistics: Database };
  readonly issuer: TestIssuer;
  readonly clock?: Clock;
  readonly doors?: Doors;
  /** Where the role is kept; our own tables unless told. */
  readonly places?: RolePlaces;
  readonly api?: DfePublicApi | null;
  readonly idams?: Omit<IdamsOptions, 'publicUrl' | 'clock' | 'database'>;
  readonly options?: Partial<AppOptions>;
  readonly ask?: AskPredicate;
  /** Pages besides those that there are. */
  readonly pages?: readonly Page[];
  /** How long the issuer is waited for; 10. */
  readonly oidcTimeoutSeconds?: number;
}

/** The application for tests: both OpenID Connect doors lead to the test issuer, and everyone comes through DfE Sign-in unless told. */
export async function openTestApp(parts: TestAppParts): Promise<FastifyInstance> {
  const { logins, issuer, clock = { now: () => new Date('2026-11-23T12:00:00Z') }, options = {} } = parts;
  const publicUrl = options.publicUrl ?? PUBLIC_URL;
  const { clientId, clientSecret, url } = issuer;
  const oidc = (door: 'dfe-sign-in' | 'oidc') =>
    createOidc({
      door,
      issuer: url,
      clientId,
      clientSecret,
      publicUrl,
      ...(parts.oidcTimeoutSeconds !== undefined && { timeoutSeconds: parts.oidcTimeoutSeconds }),
    });
  const doors = parts.doors ?? { schools: 'dfe-sign-in', trusts: 'dfe-sign-in', authorities: 'dfe-sign-in' };
  const places = parts.places ?? { 'dfe-sign-in': 'local', idams: 'local' };
  const common = { database: logins.viewer, clock };
  const access = createAccess({
    ...common,
    doors,
    places,
    dfe: oidc('dfe-sign-in'),
    api: parts.api ?? null,
    own: oidc('oidc'),
    idams: parts.idams ? createIdams({ ...common, ...parts.idams, publicUrl }) : null,
    idamsRoleCodes: ['ATT'],
    roleCheckMinutes: 5,
  });
  const all: AppOptions = {
    ...logins,
    clock,
    log: createLog('silent'),
    secret: SECRET,
    auditKey: AUDIT_KEY,
    publicUrl,
    access,
    roles: {
      name: 'View your education data – School Attendance Data',
      places,
      doors,
      overdueDays: 5,
      weeklyEmail: { at: '07:00', confirmedDays: 35, asksDfe: false },
      dfeServicesUrl: 'https://services.signin.education.gov.uk',
    },
    agreements: { keepDays: 30, credentialKeys: [Buffer.alloc(32, 7)] },
    isReady: () => true,
    invented: true,
    sessionMinutes: 20,
    sessionHours: 8,
    refreshDays: 7,
    collectAt: ['16:30'],
    govukBranding: false,
    requestsPerMinute: 100_000,
    ...options,
  };
  return createApp(all, parts.ask, [...PAGES, ...(parts.pages ?? [])]);
}
