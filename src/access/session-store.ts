import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';

/** What a session holds, as JSON. The cookie's own settings are not kept: they come from the configuration each time. */
export type SessionData = Record<string, unknown>;

/** Which sessions a row belonged to before this request: such a session may be changed, never brought back. */
const LOADED = 'loaded';

/**
 * Sessions in PostgreSQL (`web_session`): ended at once by deleting the row, and by themselves after a time without use.
 * The id is kept only as a digest, so a copy of the table opens nothing.
 */
export class SessionStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #idleMinutes: number;

  constructor(database: Database, clock: Clock, idleMinutes: number) {
    this.#database = database;
    this.#clock = clock;
    this.#idleMinutes = idleMinutes;
  }

  /** Keeps a session and starts its idle time again. One that was ended since it was read stays ended. */
  set(sessionId: string, session: object, done: (error?: unknown) => void): void {
    const { cookie: _cookie, [LOADED]: loaded, ...data } = session as SessionData;
    const row = {
      session: JSON.stringify(data),
      expires_at: new Date(this.#clock.now().getTime() + this.#idleMinutes * 60_000),
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

  /** Gives a session that is still in its idle time, or null. */
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

  /** Deletes the sessions whose idle time is over. Returns how many. */
  async purge(): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('web_session')
      .where('expires_at', '<=', this.#clock.now())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Ends every session of a person. Returns how many. */
  async endAllOf(subject: string): Promise<number> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('web_session')
      .where(sql<string>`session -> 'person' ->> 'subject'`, '=', subject)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

const digest = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex');
