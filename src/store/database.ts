import { type ControlledTransaction, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
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

/** Opens a pool. Nothing connects until the first query. */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 5, types, connectionTimeoutMillis: 10_000 });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
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

/** The same address under another login. */
export function addressFor(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = password;
  return url.href;
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
