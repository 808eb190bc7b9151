import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sign } from '@fastify/cookie';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createAccess } from '../../access/access.ts';
import { SessionStore } from '../../access/session-store.ts';
import { auditKey } from '../../audit/append-event.ts';
import { createLog } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { createApp } from '../../web/app.ts';
import { askPredicate } from '../../web/door.ts';
import type { Page } from '../../web/page.ts';
import { PAGES } from '../../web/pages.ts';
import { NOW, type ProbePerson, type ProbeWorld } from './world.ts';

/** Which walls stand. Either is taken away by wiring, here, in the probe's own process: no setting can do it. */
export type Walls = 'both' | 'first-off' | 'second-off';

/** The running application under some walls, as people of the world use it. */
export interface ProbeInstance {
  readonly app: FastifyInstance;
  /** The login that reports run under: without the second wall the owner's, to which no row policy applies. */
  readonly database: Database;
  send(who: ProbePerson, options: InjectOptions & { form?: Record<string, string> }): Promise<ProbeAnswer>;
  /** These people begin again with new sessions. */
  forgetSessions(people: readonly ProbePerson[]): void;
  close(): Promise<void>;
}

export interface ProbeAnswer {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  /** Such as `text/csv`. */
  readonly type: string;
}

const PUBLIC_URL = 'http://localhost:3000';
/** The same for all arrangements of walls, so that each can go on with the audit of the one before. */
export const PROBE_SECRET = 'the probe only: the key of a throw-away database';
const clock = { now: () => NOW };

/**
 * Opens the application as `start` does, but for the walls. Nobody signs in: sessions are put into its store.
 * @param pages all that there are; tests of the probe add one that leaks
 */
export async function openInstance(
  world: ProbeWorld,
  logins: { owner: Database; viewer: Database; statistics: Database },
  walls: Walls,
  pages: readonly Page[] = PAGES,
): Promise<ProbeInstance> {
  const secret = PROBE_SECRET;
  const database = walls === 'second-off' ? logins.owner : logins.viewer;
  const doors = { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' } as const;
  const places = { 'dfe-sign-in': 'local', idams: 'local' } as const;
  const access = createAccess({
    database,
    clock,
    doors,
    places,
    dfe: null,
    api: null,
    own: null,
    idams: null,
    idamsRoleCodes: [],
    roleCheckMinutes: 5,
  });
  const app = await createApp(
    {
      viewer: database,
      statistics: logins.statistics,
      clock,
      log: createLog('silent'),
      secret,
      auditKey: auditKey(secret),
      publicUrl: PUBLIC_URL,
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
    },
    walls === 'first-off' ? () => true : askPredicate,
    pages,
  );
  const sessions = new SessionStore(database, clock, { idleMinutes: 20, hours: 8 });
  const visits = new Map<ProbePerson, Promise<Visit>>();
  const visit = async (who: ProbePerson): Promise<Visit> => {
    const id = randomBytes(24).toString('base64url');
    const at = NOW.getTime();
    const chosen = who.acting === null ? null : world.organisations[who.acting]!.key;
    const session = { cookie: {}, person: who.person, chosen, signedInAt: at, usedAt: at };
    await promisify(sessions.set.bind(sessions))(id, session);
    const cookie = `rollcall=${encodeURIComponent(sign(id, secret))}`;
    const page = await app.inject({ url: '/cookies', headers: { host: 'localhost:3000', cookie } });
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1];
    if (token === undefined) throw new Error('The probe could not start a session.');
    return { cookie, token };
  };
  const send: ProbeInstance['send'] = async (who, { form, ...options }) => {
    if (who.person && !visits.has(who)) visits.set(who, visit(who));
    const known = await visits.get(who);
    const answer = await app.inject({
      ...options,
      headers: {
        host: 'localhost:3000',
        ...(known && { cookie: known.cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL }),
      },
      ...(form && { payload: new URLSearchParams({ ...form, _csrf: known?.token ?? '' }).toString() }),
    });
    // Signed out, or acting for another organisation: the next probe of this person begins again.
    if (/^\/(sign-out|organisations\/switch)/.test(String(options.url))) visits.delete(who);
    return {
      status: answer.statusCode,
      body: answer.body,
      location: String(answer.headers.location ?? ''),
      type: String(answer.headers['content-type'] ?? ''),
    };
  };
  const forgetSessions: ProbeInstance['forgetSessions'] = (people) => {
    const keys = new Set(people.map(({ person }) => person?.subject));
    for (const who of visits.keys()) if (keys.has(who.person?.subject)) visits.delete(who);
  };
  return { app, database, send, forgetSessions, close: () => app.close() };
}

interface Visit {
  readonly cookie: string;
  readonly token: string;
}
