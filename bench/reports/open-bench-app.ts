import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sign } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import { createAccess } from '../../src/access/access.ts';
import { type Organisation, organisationKey } from '../../src/access/organisation.ts';
import { personKey } from '../../src/access/person.ts';
import { SessionStore } from '../../src/access/session-store.ts';
import type { Installation } from '../../src/cli/installation.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { createLog } from '../../src/log.ts';
import { writeGrant } from '../../src/store/rights.ts';
import { createApp } from '../../src/web/app.ts';

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

/** Opens the application as `start` does, with its row-level security, its audit and its sessions. Nobody signs in: sessions are put into its store. */
export async function openBenchApp(installation: Installation, clock: Clock): Promise<BenchApp> {
  const { viewer, statistics, owner } = installation.logins;
  const doors = { schools: 'dfe-sign-in', trusts: 'dfe-sign-in', authorities: 'dfe-sign-in' } as const;
  const places = { 'dfe-sign-in': 'local', idams: 'local' } as const;
  const noProviders = { dfe: null, api: null, own: null, idams: null, idamsRoleCodes: [] };
  const access = createAccess({ database: viewer, clock, doors, places, ...noProviders, roleCheckMinutes: 5 });
  const app = await createApp({
    viewer,
    statistics,
    clock,
    log: createLog('silent'),
    secret: installation.secret,
    auditKey: installation.auditKey,
    publicUrl: `http://${HOST}`,
    access,
    roles: { name: 'The role', places, doors, overdueDays: 5, dfeServicesUrl: 'https://services.example' },
    agreements: { keepDays: 30, credentialKeys: [] },
    isReady: () => true,
    invented: true,
    sessionMinutes: 20,
    sessionHours: 8,
    refreshDays: 7,
    collectAt: ['16:30'],
    govukBranding: false,
    requestsPerMinute: 1_000_000_000,
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
