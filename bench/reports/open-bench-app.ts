import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sign } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { TestIssuer } from '../../src/access/issuer.fixture.ts';
import { type Organisation, organisationKey } from '../../src/access/organisation.ts';
import { personKey } from '../../src/access/person.ts';
import { SessionStore } from '../../src/access/session-store.ts';
import { seesSchool } from '../../src/access/viewer.ts';
import type { Installation } from '../../src/cli/installation.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { writeGrant } from '../../src/store/rights.ts';
import { openTestApp } from '../../src/web/app.fixture.ts';
import type { Page } from '../../src/web/page.ts';
import { ERROR_TEMPLATE, makePage } from '../../src/web/pages/error/error-page.ts';

/** Somebody signed in who may view, with the right to sensitive items: the fullest pages. */
export interface SignedIn {
  /** Asks for a page. @returns what it took at the server, in milliseconds, and what came */
  ask(url: string): Promise<{ ms: number; status: number; bytes: number }>;
}

export interface BenchApp {
  readonly app: FastifyInstance;
  signIn(organisation: Organisation): Promise<SignedIn>;
}

const HOST = 'localhost:3000';

/** A report without a figure: what every page costs before its first one. */
export const EMPTY_PAGE = '/schools/:urn/bench-empty';
const emptyPage: Page = {
  name: 'Nothing',
  path: EMPTY_PAGE,
  may: seesSchool,
  records: 'report-view',
  handle: async () => ({ template: ERROR_TEMPLATE, model: { page: makePage('Nothing', []), title: 'Nothing' } }),
};

/** Opens the application as `start` does, with its row-level security, its audit and its sessions. Nobody signs in: sessions are put into its store. */
export async function openBenchApp(installation: Installation, clock: Clock): Promise<BenchApp> {
  const { viewer, owner } = installation.logins;
  // Nobody signs in through it.
  const issuer = { url: 'https://issuer.invalid', clientId: 'bench', clientSecret: 'bench' } as TestIssuer;
  const app = await openTestApp({
    logins: installation.logins,
    issuer,
    clock,
    pages: [emptyPage],
    options: {
      secret: installation.secret,
      auditKey: installation.auditKey,
      publicUrl: `http://${HOST}`,
      requestsPerMinute: 1_000_000_000,
    },
  });
  const sessions = new SessionStore(viewer, clock, { idleMinutes: 20, hours: 8 });
  const signIn = async (organisation: Organisation): Promise<SignedIn> => {
    const key = organisationKey(organisation)!;
    const email = `${key.replace(':', '-')}@bench.example`;
    const person = {
      door: 'dfe-sign-in',
      subject: `BENCH-${key}`,
      name: 'Bench',
      email,
      emailVerified: true,
      organisations: [organisation],
      roles: [],
    } as const;
    const now = clock.now();
    for (const right of ['view', 'sensitive'] as const)
      await writeGrant(
        owner,
        { organisation: key, person: personKey(person), right, name: person.name, email, grantedAt: now },
        'bench',
      );
    const id = randomBytes(24).toString('base64url');
    const at = now.getTime();
    await promisify(sessions.set.bind(sessions))(id, { cookie: {}, person, chosen: key, signedInAt: at, usedAt: at });
    const headers = { host: HOST, cookie: `rollcall=${encodeURIComponent(sign(id, installation.secret))}` };
    return {
      ask: async (url) => {
        const started = performance.now();
        const answer = await app.inject({ url, headers });
        return { ms: performance.now() - started, status: answer.statusCode, bytes: answer.rawPayload.length };
      },
    };
  };
  return { app, signIn };
}
