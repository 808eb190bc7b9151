import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { RollcallError } from '../errors.ts';
import { type Database, type Handle, openDatabase } from './database.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Advisory lock under which one starter at a time changes this database. */
const MIGRATION_LOCK = 7_208_301;
export const ROLES = ['rollcall_collector', 'rollcall_viewer', 'rollcall_statistics'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Brings the database to the newest shape: roles, then each numbered migration once, then the partitions of the register.
 * Two starters at once are safe: the second waits for the first and finds nothing to do.
 * @param now decides up to which academic year partitions are made (four ahead; ten back)
 * @throws database-outdated when the database knows a migration that this program does not
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
      .execute(connection);
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
 * Lets the three roles log in with passwords drawn from the installation's secret, and takes from PUBLIC the one function
 * by which a role could widen its own scope.
 * @returns warnings: what the server did not permit
 */
export async function openLogins(
  owner: Database,
  secret: string,
): Promise<{ password: (role: Role) => string; warnings: string[] }> {
  const password = loginPasswords(secret);
  for (const role of ROLES) await sql.raw(`ALTER ROLE ${role} LOGIN PASSWORD '${password(role)}'`).execute(owner);
  await sql`REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC`
    .execute(owner)
    .catch(() => {});
  const { rows } = await sql<{
    open: boolean;
  }>`SELECT has_function_privilege('rollcall_viewer', 'set_config(text, text, boolean)', 'execute') AS open`.execute(
    owner,
  );
  const warnings = rows[0]?.open
    ? [
        "set_config() could not be revoked from PUBLIC, which only a superuser may: ask the server's administrator to run, in this database, REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC.",
      ]
    : [];
  return { password, warnings };
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
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = ready.password(role);
  return openDatabase(url.href, { max });
}
