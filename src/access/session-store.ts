import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import { type Person, personKey } from './person.ts';

/** What a session holds, as JSON. The cookie's own settings are not kept: they come from the configuration each time. */
export type SessionData = Record<string, unknown>;

/** Which sessions a row belonged to before this request: such a session may be changed, never brought back. */
const LOADED = 'loaded';

/** How long sessions last: minutes without use, and hours in all since signing in. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly hours: number;
}

/** What the store reads of a session besides keeping it. Times in milliseconds since 1970. */
interface KnownFields {
  /** When it was last used: a page that only tells the time left does not move it. */
  readonly usedAt?: number;
  readonly signedInAt?: number;
  readonly person?: Pick<Person, 'door' | 'subject'>;
  readonly chosen?: string | null;
}

/**
 * When a session ends by itself: after its time without use, and at the latest some hours after signing in. A session of
 * someone not signed in has the time without use alone.
 */
export function sessionEnd({ usedAt, signedInAt }: KnownFields, now: number, limits: SessionLimits): number {
  const idle = (usedAt ?? now) + limits.idleMinutes * 60_000;
  return signedInAt === undefined ? idle : Math.min(idle, signedInAt + limits.hours * 3_600_000);
}

/**
 * Sessions in PostgreSQL (`web_session`): ended at once by deleting the row, and by themselves at their limits.
 * The id is kept only as a digest, so a copy of the table opens nothing.
 */
export class SessionStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limits: SessionLimits;

  constructor(database: Database, clock: Clock, limits: SessionLimits) {
    this.#database = database;
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Keeps a session and starts its idle time again. One that was ended since it was read stays ended. */
  set(sessionId: string, session: object, done: (error?: unknown) => void): void {
    const { cookie: _cookie, [LOADED]: loaded, ...data } = session as SessionData;
    const { signedInAt, person, chosen } = data as KnownFields;
    const row = {
      session: JSON.stringify(data),
      expires_at: new Date(sessionEnd(data, this.#clock.now().getTime(), this.#limits)),
      signed_in_at: signedInAt === undefined ? null : new Date(signedInAt),
      person: person ? personKey(person) : null,
      organisation: chosen ?? null,
    };
    const session_id = digest(sessionId);
    const work = loaded
      ? this.#database.updateTable('web_session').set(row).where('session_id', '=', session_id).execute()
      : this.#database
          .insertInto('web_session')
          .values({ session_id, ...row })
          .onConflict((on) => on.column('session_id').doUpdateSet(row))
          .execute();
    work.then(() => done(), done);
  }

  /** Gives a session that has not ended, or null. */
  get(sessionId: string, done: (error: unknown, session?: never) => void): void {
    this.#database
      .selectFrom('web_session')
      .select('session')
      .where('session_id', '=', digest(sessionId))
      .where('expires_at', '>', this.#clock.now())
      .executeTakeFirst()
      .then((row) => done(null, (row ? { ...row.session, [LOADED]: true } : null) as never), done);
  }

  destroy(sessionId: string, done: (error?: unknown) => void): void {
    this.#database
      .deleteFrom('web_session')
      .where('session_id', '=', digest(sessionId))
      .execute()
      .then(() => done(), done);
  }

  /** Deletes the sessions that have ended by themselves. Returns how many. */
  async purge(): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('web_session')
      .where('expires_at', '<=', this.#clock.now())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Ends every session of a person. Returns how many. */
  async endAllOf(person: string): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('web_session')
      .where('person', '=', person)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

const digest = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex');
