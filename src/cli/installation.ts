import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditKey, auditKey } from '../audit/append-event.ts';
import type { Config } from '../config.ts';
import { checkLogin } from '../store/check-login.ts';
import { closeLogins, type Database, explainConnectionFailure, type Logins, openDatabase } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/embedded.ts';
import { migrate, openLogins, openRole, ROLES, type Role } from '../store/migrate.ts';
import type { CommandContext } from './command.ts';

/** The database of this installation, migrated, under its four logins. */
export interface Installation {
  readonly logins: Logins;
  readonly ownerUrl: string;
  /** Key of sessions and logins. */
  readonly secret: string;
  /** Key of the audit, drawn from it. */
  readonly auditKey: AuditKey;
  /** Ends the pools, and the embedded server if nobody else uses it. */
  close(): Promise<void>;
}

/** The setting that may give a role its own address, and the setting's value. */
const addressSettings = (config: Config): Record<Role, { name: string; url: string }> => ({
  rollcall_collector: { name: 'ROLLCALL_COLLECTOR_DATABASE_URL', url: config.ROLLCALL_COLLECTOR_DATABASE_URL },
  rollcall_viewer: { name: 'ROLLCALL_VIEWER_DATABASE_URL', url: config.ROLLCALL_VIEWER_DATABASE_URL },
  rollcall_statistics: { name: 'ROLLCALL_STATISTICS_DATABASE_URL', url: config.ROLLCALL_STATISTICS_DATABASE_URL },
});

/**
 * Opens the configured database, or the embedded one (joining it when it runs already), and brings it to the newest shape.
 * @throws database-unavailable, database-outdated; setting-invalid when a login is not what it must be
 */
export async function openInstallation({
  config,
  clock,
  log,
}: Pick<CommandContext, 'config' | 'clock' | 'log'>): Promise<Installation> {
  const embedded = config.DATABASE_URL === '' ? await startEmbeddedPostgres(config.ROLLCALL_DATA_DIR) : null;
  const ownerUrl = embedded?.url ?? config.DATABASE_URL;
  const pools: Database[] = [];
  const opened = (pool: Database) => {
    pools.push(pool);
    return pool;
  };
  try {
    const owner = opened(openDatabase(ownerUrl, { max: 8 }));
    await migrate(owner, clock.now());
    const secret = findSecret(config);
    const given = addressSettings(config);
    const ready = await openLogins(
      owner,
      ownerUrl,
      secret,
      ROLES.filter((role) => given[role].url === ''),
    );
    for (const warning of ready.warnings) log.warn(warning);
    const open = (role: Role, max: number) => opened(openRole(ownerUrl, role, ready, given[role].url, max));
    const logins = {
      owner,
      collector: open('rollcall_collector', config.ROLLCALL_COLLECT_CONCURRENCY + 2),
      viewer: open('rollcall_viewer', 8),
      statistics: open('rollcall_statistics', 2),
    };
    const check = (pool: Database, role: Role) => checkLogin(pool, role, given[role].url && given[role].name);
    await check(logins.collector, 'rollcall_collector');
    await check(logins.viewer, 'rollcall_viewer');
    await check(logins.statistics, 'rollcall_statistics');
    return {
      logins,
      ownerUrl,
      secret,
      auditKey: auditKey(secret),
      close: () => closeLogins(logins).finally(() => embedded?.close()),
    };
  } catch (error) {
    for (const pool of pools) await pool.destroy().catch(() => {});
    await embedded?.close();
    throw explainConnectionFailure(error);
  }
}

/** Keys that seal credentials: those of the settings, or one that is made once and kept in the data folder. */
export function findCredentialKeys(config: Config): Buffer[] {
  const given = config.ROLLCALL_CREDENTIALS_KEY;
  const keys = given.length > 0 ? given : [keptSecret(config, 'credentials.key')];
  return keys.map((key) => Buffer.from(key, 'hex'));
}

function findSecret(config: Config): string {
  if (config.ROLLCALL_SECRET !== '') return config.ROLLCALL_SECRET;
  return keptSecret(config, 'secret');
}

/** 32 bytes in hexadecimal, made when first asked for and kept in a file that only its owner reads. */
function keptSecret(config: Config, name: string): string {
  const file = join(config.ROLLCALL_DATA_DIR, name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(config.ROLLCALL_DATA_DIR, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}
