import pg from 'pg';
import { readPostmaster, stopProcess } from './embedded-process.ts';

/** Who uses the embedded server holds this advisory lock shared; who gets it alone is the last one. */
const PRESENCE_LOCK = 7_208_302;

/** A connection that says, for as long as it is open, that this process uses the server. Pools close their idle connections, this does not. */
export type Presence = pg.Client & { ref(): void; unref(): void };

const connectionTo = (url: string): Presence => {
  const client = new pg.Client({
    connectionString: url.replace(/\/rollcall$/, '/postgres'),
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => {});
  // The driver has ref() and unref(), its types do not say so.
  return client as Presence;
};

/**
 * Says to the server that this process uses it, and makes the database `rollcall` if there is none.
 * @returns null when the server does not answer, or is being stopped by the last one that used it
 */
export async function enter(url: string): Promise<Presence | null> {
  const client = connectionTo(url);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'rollcall'`);
    if (rowCount === 0) await client.query('CREATE DATABASE rollcall').catch(ignoreDuplicate);
    // It must not keep a process alive that has nothing left to do.
    client.unref();
    return client;
  } catch {
    await client.end().catch(() => {});
    return null;
  }
}

/**
 * Says that this process no longer uses the server, and stops the server if nobody else does. Of two that leave at once one
 * gets the lock and stops it; one that enters meanwhile waits for the lock, loses its connection, and starts the server anew.
 */
export async function leave(presence: Presence, url: string, cluster: string): Promise<void> {
  presence.ref();
  await presence.query('SELECT pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]).catch(() => {});
  await presence.end().catch(() => {});
  const client = connectionTo(url);
  try {
    if (!(await isLast(client))) return;
    const running = readPostmaster(cluster);
    if (running) await stopProcess(running.pid, cluster);
  } finally {
    await client.end().catch(() => {});
  }
}

/** False too when the server is gone, or about to be: then another one was the last. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.connect();
    const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [PRESENCE_LOCK]);
    return rows[0]!.last;
  } catch {
    return false;
  }
}

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}
