import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { closeLogins, explainConnectionFailure, type Logins, openDatabase } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/embedded.ts';
import { migrate, openLogins, openRole } from '../store/migrate.ts';
import type { CommandContext } from './command.ts';

/** The database of this installation, migrated, under its four logins. */
export interface Installation {
  readonly logins: Logins;
  readonly ownerUrl: string;
  /** Key of sessions and logins. */
  readonly secret: string;
  /** Ends the pools, and the embedded server if this process started it. */
  close(): Promise<void>;
}

/**
 * Opens the configured database, or the embedded one (joining it when it runs already), and brings it to the newest shape.
 * @throws database-unavailable, database-outdated
 */
export async function openInstallation({
  config,
  clock,
  log,
}: Pick<CommandContext, 'config' | 'clock' | 'log'>): Promise<Installation> {
  const embedded = config.DATABASE_URL === '' ? await startEmbeddedPostgres(config.ROLLCALL_DATA_DIR) : null;
  const ownerUrl = embedded?.url ?? config.DATABASE_URL;
  const owner = openDatabase(ownerUrl, { max: 8 });
  const stop = async () => {
    if (embedded?.started) await embedded.stop();
  };
  try {
    await migrate(owner, clock.now());
    const secret = findSecret(config);
    const given = [
      config.ROLLCALL_COLLECTOR_DATABASE_URL,
      config.ROLLCALL_VIEWER_DATABASE_URL,
      config.ROLLCALL_STATISTICS_DATABASE_URL,
    ] as const;
    const ready = given.every((url) => url !== '')
      ? { password: () => '', warnings: [] }
      : await openLogins(owner, secret);
    for (const warning of ready.warnings) log.warn(warning);
    const logins = {
      owner,
      collector: openRole(ownerUrl, 'rollcall_collector', ready, given[0], config.ROLLCALL_COLLECT_CONCURRENCY + 2),
      viewer: openRole(ownerUrl, 'rollcall_viewer', ready, given[1], 8),
      statistics: openRole(ownerUrl, 'rollcall_statistics', ready, given[2], 2),
    };
    return { logins, ownerUrl, secret, close: () => closeLogins(logins).then(stop) };
  } catch (error) {
    await owner.destroy().catch(() => {});
    await stop();
    throw explainConnectionFailure(error);
  }
}

function findSecret(config: Config): string {
  if (config.ROLLCALL_SECRET !== '') return config.ROLLCALL_SECRET;
  const file = join(config.ROLLCALL_DATA_DIR, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(config.ROLLCALL_DATA_DIR, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}
