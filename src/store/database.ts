import { type ControlledTransaction, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { RollcallError } from '../errors.ts';
import type { Tables } from './tables.ts';

/** A pool under one login. Query functions take this or a transaction as first argument. */
export type Database = Kysely<Tables>;
export type Handle = Database | Transaction<Tables> | ControlledTransaction<Tables>;

/** The four logins: who each is, and what it may do, is in migration 0003. */
export interface Logins {
  readonly owner: Database;
  readonly collector: Database;
  readonly viewer: Database;
  readonly statistics: Database;
}

const types = new pg.TypeOverrides();
// A driver that turns `date` into a local time moves marks by a day; counts fit a number.
types.setTypeParser(1082, (value) => value);
types.setTypeParser(20, (value) => Number(value));
types.setTypeParser(1182, (value) =>
  value
    .slice(1, -1)
    .split(',')
    .filter((each) => each !== ''),
);

export interface PoolOptions {
  /** Most connections at a time. */
  readonly max?: number;
  /** Another login than the address names. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** Opens a pool. Nothing connects until the first query. */
export function openDatabase(url: string, options: PoolOptions = {}): Database {
  const settings = poolSettings(url, options.login);
  const pool = new pg.Pool({ ...settings, max: options.max ?? 5, types, connectionTimeoutMillis: 10_000 });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // Nor may one that is broken while it is held and asks nothing: its next query is refused.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * The driver's settings for an address, under another login if one is given. An address may name its login in two places
 * (`//user@host` and `?user=`), and the driver prefers the second: so the login is put over what was read, never into the text.
 */
export function poolSettings(url: string, login?: PoolOptions['login']): pg.ClientConfig {
  const settings = parseIntoClientConfig(url);
  if (!login) return settings;
  // A database that is not named is the one named like the login, which must stay the owner's.
  const database = settings.database || settings.user;
  return { ...settings, ...(database ? { database } : {}), ...login };
}

export async function closeLogins(logins: Logins): Promise<void> {
  await Promise.all([logins.owner, logins.collector, logins.viewer, logins.statistics].map((each) => each.destroy()));
}

/**
 * Runs `work` in a transaction that sees the schools in `urns` and no others: row-level security compares each row's
 * school_urn with this setting. It is set once, from checked integers, and ends with the transaction.
 * @param urns the viewer's scope, or the one school that is being collected; empty means nothing is seen
 */
export async function withScope<T>(
  database: Database,
  urns: readonly number[],
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (const urn of urns)
    if (!Number.isSafeInteger(urn) || urn < 0 || urn > 2_147_483_647) throw new TypeError(`Not a URN: ${urn}`);
  return database.transaction().execute(async (transaction) => {
    await sql.raw(`SET LOCAL rollcall.scope = '${urns.join(',')}'`).execute(transaction);
    return work(transaction);
  });
}

/** Turns a driver's connection failure into an error that says what to do. */
export function explainConnectionFailure(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (!/^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|28|3D|08|57P)/.test(code)) return error;
  return new RollcallError(
    'database-unavailable',
    `PostgreSQL cannot be reached (${code}): ${(error as Error).message}. Check DATABASE_URL, that the server runs, and that the login is right.`,
    { cause: error },
  );
}
