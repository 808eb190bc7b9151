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

/** How values of the database are read: a connection besides the pools must read them alike. */
export const types = new pg.TypeOverrides();
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
 * What a transaction may see: row-level security compares each row with it (migrations 0003, 0006, 0007, 0009 and 0011). Without any of
 * it, nothing is seen. Who makes one for a person: `access/find-viewer.ts`.
 */
export interface Scope {
  /** Schools whose pupils may be seen. */
  readonly urns: readonly number[];
  /** Looked after, previously looked after and code Y5 may be seen. */
  readonly sensitive?: boolean;
  /** Who it is for: door and key, such as `dfe-sign-in:6A2C…`. */
  readonly person?: string;
  /** In lower case, as signed in with. */
  readonly email?: string;
  /** The organisation acted for, such as `school:900001`. */
  readonly organisation?: string;
  /** Approves requests of that organisation. */
  readonly approver?: boolean;
  /** May agree for the school that is acted for, and stop. */
  readonly agrees?: boolean;
  /** Is of the operator's own staff. */
  readonly operator?: boolean;
}

/** Schools of a scope from which on its queries go through indexes. */
const LONG_SCOPE = 20;

/**
 * Runs `work` in a transaction that sees what the scope says and nothing else: row-level security compares with these settings.
 * They are set once, from checked values, and end with the transaction.
 * @param scope the viewer's, or the one school that is being collected; with no school in it no register is seen
 */
export async function withScope<T>(
  database: Database,
  scope: readonly number[] | Scope,
  work: (transaction: Handle) => Promise<T>,
): Promise<T> {
  const settings = Object.entries(settingsOf('urns' in scope ? scope : { urns: scope }));
  const text = settings.map(([name, value]) => `SET LOCAL rollcall.${name} = '${value.replaceAll("'", "''")}'`);
  const urns = 'urns' in scope ? scope.urns : scope;
  // In a scan of a whole table the policy reads the list of schools anew for each row, which the planner does not know: minutes for a
  // register of 240 schools. Through an index it is read once.
  if (urns.length > LONG_SCOPE)
    text.push(
      ...['enable_seqscan = off', 'max_parallel_workers_per_gather = 0', 'jit = off'].map(
        (each) => `SET LOCAL ${each}`,
      ),
    );
  return database.connection().execute(async (connection) => {
    try {
      // In one trip with its beginning: a page opens several of these.
      await sql.raw(`BEGIN; ${text.join('; ')}`).execute(connection);
      const result = await work(connection);
      await sql`COMMIT`.execute(connection);
      return result;
    } catch (error) {
      // Where even this fails the connection is broken, and the pool throws it away with everything that was set.
      await sql`ROLLBACK`.execute(connection).catch(() => {});
      throw error;
    }
  });
}

function settingsOf(scope: Scope): Record<string, string> {
  for (const urn of scope.urns)
    if (!Number.isSafeInteger(urn) || urn < 0 || urn > 2_147_483_647) throw new TypeError(`Not a URN: ${urn}`);
  const { person, email, organisation } = scope;
  // Visible characters without a backslash, which could end the literal where standard_conforming_strings is off.
  for (const value of [person, email, organisation])
    if (value !== undefined && !/^[^\s\\\p{C}]{1,400}$/u.test(value)) throw new TypeError('Not a value for a scope');
  return {
    scope: scope.urns.join(','),
    ...(scope.sensitive && { sensitive: 'on' }),
    ...(person !== undefined && { person }),
    ...(email !== undefined && { email }),
    ...(organisation !== undefined && { organisation }),
    ...(scope.approver && { approver: 'on' }),
    ...(scope.agrees && { agrees: 'on' }),
    ...(scope.operator && { operator: 'on' }),
  };
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
