import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { RollcallError } from '../errors.ts';
import { askAdministrator } from './check-login.ts';
import { type Database, type Handle, openDatabase, poolSettings } from './database.ts';
import { renewPublishedTallies } from './published-tallies.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Advisory lock under which one starter at a time changes this database. */
const MIGRATION_LOCK = 7_208_301;
export const ROLES = ['rollcall_collector', 'rollcall_viewer', 'rollcall_statistics'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Brings the database to the newest shape: roles, then each numbered migration once, then the partitions of the register, then what is
 * tallied for publication under rules that are no longer in force.
 * Two starters at once are safe: the second waits for the first and finds nothing to do.
 * @param now decides up to which academic year partitions are made (four ahead; ten back)
 * @throws database-outdated when the database knows a migration that this program does not; setting-invalid when the owner
 *   may not make the roles
 */
export async function migrate(owner: Database, now: Date): Promise<{ applied: string[] }> {
  const applied: string[] = [];
  await owner.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    try {
      await createRoles(connection);
      await sql`CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`.execute(
        connection,
      );
      const known = new Map(
        (await sql<{ name: string; digest: string }>`SELECT name, digest FROM migration`.execute(connection)).rows.map(
          (row) => [row.name, row.digest],
        ),
      );
      const files = readdirSync(FOLDER)
        .filter((name) => /^\d{4}-.*\.sql$/.test(name))
        .sort();
      refuseNewer(known, files);
      for (const name of files) if (await apply(connection, name, known.get(name))) applied.push(name);
      await createPartitions(connection, now);
      await renewPublishedTallies(connection);
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    }
  });
  return { applied };
}

function refuseNewer(known: Map<string, string>, files: string[]): void {
  const unknown = [...known.keys()].filter((name) => !files.includes(name));
  if (unknown.length > 0)
    throw new RollcallError(
      'database-outdated',
      `The database has ${unknown.join(', ')}, which this version of Rollcall does not know. Start the newer version.`,
    );
}

async function apply(connection: Database, name: string, digest: string | undefined): Promise<boolean> {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const now = createHash('sha256').update(text).digest('hex').slice(0, 16);
  if (digest === now) return false;
  if (digest !== undefined)
    throw new RollcallError(
      'database-outdated',
      `Migration ${name} was changed after it was applied. Migrations are frozen: restore the file.`,
    );
  await connection.transaction().execute(async (transaction) => {
    await sql.raw(text).execute(transaction);
    await sql`INSERT INTO migration (name, digest) VALUES (${name}, ${now})`.execute(transaction);
  });
  return true;
}

/** Roles belong to the server, not to a database: another database of it may be making them at this moment, which is no fault. */
async function createRoles(connection: Handle): Promise<void> {
  const { rows } = await sql<{
    rolname: string;
  }>`SELECT rolname FROM pg_roles WHERE rolname IN (${sql.join([...ROLES])})`.execute(connection);
  const missing = ROLES.filter((role) => !rows.some((row) => row.rolname === role));
  if (missing.length === 0) return;
  for (const role of missing) {
    await sql
      .raw(
        `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      )
      .execute(connection)
      .catch(askAdministrator('CREATE', missing));
  }
}

/** One partition of the register per academic year; the owner makes them, nobody else is granted any. */
async function createPartitions(connection: Handle, now: Date): Promise<void> {
  const year = now.getUTCFullYear();
  for (let start = year - 10; start <= year + 4; start++) {
    const from = academicYear(start).start;
    const next = academicYear(start + 1).start;
    await sql
      .raw(
        `CREATE TABLE IF NOT EXISTS register_week_${start} PARTITION OF register_week FOR VALUES FROM ('${from}') TO ('${next}')`,
      )
      .execute(connection);
  }
}

/**
 * Lets the roles log in with passwords drawn from the installation's secret, and takes from PUBLIC the one function by which
 * a role could widen its own scope. A login that works already is left as it is: roles belong to the server, and another
 * installation on it may use them too.
 * @param roles those that have no address of their own
 * @returns warnings: what the server did not permit, and whom a new password shuts out
 * @throws setting-invalid when the owner may not alter the roles
 */
export async function openLogins(
  owner: Database,
  ownerUrl: string,
  secret: string,
  roles: readonly Role[] = ROLES,
): Promise<{ password: (role: Role) => string; warnings: string[] }> {
  const password = loginPasswords(secret);
  const changed = await owner.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
    const refused: Role[] = [];
    for (const role of roles) if (!(await canLogIn(ownerUrl, role, password(role)))) refused.push(role);
    if (refused.length === 0) return [];
    const { rows } = await sql<{
      rolname: string;
    }>`SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname IN (${sql.join(refused)})`.execute(transaction);
    for (const role of refused)
      await sql
        .raw(`ALTER ROLE ${role} LOGIN PASSWORD '${password(role)}'`)
        .execute(transaction)
        .catch(askAdministrator('ALTER', refused));
    return rows.map(({ rolname }) => rolname);
  });
  const warnings = await closeSetConfig(owner);
  if (changed.length > 0)
    warnings.push(
      `The passwords of ${changed.join(', ')} were changed: another installation on this server that uses another ROLLCALL_SECRET will be refused. Give the two the same ROLLCALL_SECRET, or set ROLLCALL_COLLECTOR_DATABASE_URL, ROLLCALL_VIEWER_DATABASE_URL and ROLLCALL_STATISTICS_DATABASE_URL.`,
    );
  return { password, warnings };
}

/** False when the server refuses the login; any other fault is thrown. */
async function canLogIn(ownerUrl: string, role: Role, password: string): Promise<boolean> {
  const client = new pg.Client({
    ...poolSettings(ownerUrl, { user: role, password }),
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (/^28/.test((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** With set_config() a statement could set the scope that row-level security compares with. */
async function closeSetConfig(owner: Database): Promise<string[]> {
  const isOpen = async () =>
    (
      await sql<{
        open: boolean;
      }>`SELECT has_function_privilege('rollcall_viewer', 'set_config(text, text, boolean)', 'execute') AS open`.execute(
        owner,
      )
    ).rows[0]!.open;
  if (!(await isOpen())) return [];
  await sql`REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC`
    .execute(owner)
    .catch(() => {});
  return (await isOpen())
    ? [
        "set_config() could not be revoked from PUBLIC, which only a superuser may: ask the server's administrator to run, in this database, REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC.",
      ]
    : [];
}

/** The password of each login, drawn from the installation's secret. */
export function loginPasswords(secret: string): (role: Role) => string {
  return (role) => createHmac('sha256', secret).update(`login ${role}`).digest('hex');
}

/** Opens a pool for a role, under the given address or under the one that `openLogins` made. */
export function openRole(
  ownerUrl: string,
  role: Role,
  ready: { password: (role: Role) => string },
  givenUrl: string,
  max: number,
): Database {
  if (givenUrl !== '') return openDatabase(givenUrl, { max });
  return openDatabase(ownerUrl, { max, login: { user: role, password: ready.password(role) } });
}
