import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RollcallError } from '../errors.ts';
import { prepareBinaries } from './embedded-binaries.ts';
import { enter, leave, type Presence } from './embedded-presence.ts';
import { readPostmaster } from './embedded-process.ts';
import { freePort } from './free-port.ts';
import { type Account, accountForRoot, canReach, giveTo } from './spare-account.ts';

/** A PostgreSQL server that runs from the package's own binaries. */
export interface EmbeddedPostgres {
  /** The owner's address of the database `rollcall`. */
  readonly url: string;
  /** True when this process started the server; false when it joined one that ran already. */
  readonly started: boolean;
  /** Leaves the server, and stops it when nobody else uses it: whoever closes last stops it, whoever started it. */
  close(): Promise<void>;
}

/** How long a server that runs but does not answer (it is starting, or being stopped) is waited for, in ms. */
const PATIENCE = 30_000;
/** Where the cluster of root goes when other users cannot enter the data folder (root's home, say). */
const ROOT_BASE = '/var/lib/rollcall';

/**
 * Starts PostgreSQL 18 on a free port of 127.0.0.1, or joins the one already running on this data folder.
 * PostgreSQL refuses to run as root; then binaries and cluster belong to a spare uid, and no account is added.
 * @param dataDir folder of the installation; holds the cluster, or the name of the folder that does
 * @param options.fast give up durability (tests only)
 * @throws database-unavailable, with what PostgreSQL said
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: { fast?: boolean } = {},
): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const place = choosePlace(dataDir);
  const account = process.getuid?.() === 0 ? accountForRoot() : null;
  const binaries = prepareBinaries(place.home, account);
  const cluster = join(place.home, 'cluster');
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries, place.home, cluster, place.password, account);
  const wayOut = AbortSignal.timeout(PATIENCE);
  for (;;) {
    const joined = await joinRunning(cluster, place.password, wayOut);
    if (joined) return joined;
    try {
      return await start(binaries, cluster, place.password, account, options.fast ?? false);
    } catch (error) {
      // Of two that start at once the slower one finds the cluster taken, and joins.
      await sleep(200);
      if (wayOut.aborted || !readPostmaster(cluster)) throw error;
    }
  }
}

/** Joins the server that runs on this cluster; null when none does. */
async function joinRunning(cluster: string, password: string, wayOut: AbortSignal): Promise<EmbeddedPostgres | null> {
  for (let running = readPostmaster(cluster); running && !wayOut.aborted; running = readPostmaster(cluster)) {
    const url = address(running.port, password);
    const presence = await enter(url);
    if (presence) return { url, started: false, close: () => leave(presence, url, cluster) };
    await sleep(50);
  }
  return null;
}

interface Place {
  home: string;
  password: string;
}

/** The folder of the cluster and its password, remembered in `<dataDir>/postgres.json` (readable by its owner only). */
function choosePlace(dataDir: string): Place {
  const file = join(dataDir, 'postgres.json');
  const inside = join(dataDir, 'postgres');
  if (existsSync(file)) {
    const { elsewhere, password } = JSON.parse(readFileSync(file, 'utf8')) as {
      elsewhere: string | null;
      password: string;
    };
    return { home: elsewhere ?? inside, password };
  }
  const asRoot = process.getuid?.() === 0;
  const elsewhere = asRoot && !canReach(dataDir) ? join(ROOT_BASE, randomBytes(6).toString('hex')) : null;
  const password = randomBytes(18).toString('hex');
  writeFileSync(file, JSON.stringify({ elsewhere, password }, null, 2), { mode: 0o600 });
  return { home: elsewhere ?? inside, password };
}

/** Makes the cluster beside its place and moves it there whole, so a crash half-way leaves nothing to trip over. */
function initialise(binaries: string, home: string, cluster: string, password: string, account: Account | null): void {
  mkdirSync(home, { recursive: true });
  if (account) chmodSync(home, 0o711);
  const work = mkdtempSync(join(home, 'new-'));
  const passwordFile = join(work, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) giveTo(work, account.initdb);
  const { status, stderr } = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      '-D',
      join(work, 'cluster'),
      '-U',
      'rollcall',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    {
      encoding: 'utf8',
      cwd: work,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(account && { uid: account.initdb.uid, gid: account.initdb.gid }),
    },
  );
  if (status !== 0)
    throw new RollcallError('database-unavailable', `PostgreSQL could not make its files in ${work}: ${stderr.trim()}`);
  if (account) giveTo(join(work, 'cluster'), account);
  renameSync(join(work, 'cluster'), cluster);
  rmSync(work, { recursive: true, force: true });
}

async function start(
  binaries: string,
  cluster: string,
  password: string,
  account: Account | null,
  fast: boolean,
): Promise<EmbeddedPostgres> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=256MB',
    'max_connections=60',
    'work_mem=32MB',
    'maintenance_work_mem=128MB',
    'max_wal_size=2GB',
    'logging_collector=off',
    'log_min_messages=fatal',
    'timezone=UTC',
  ];
  if (fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  // Its own session: Ctrl-C on the terminal reaches only us, so that what runs can end before the server does.
  const server = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', cluster, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
    {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: cluster,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  );
  let said = '';
  server.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const url = address(port, password);
  const presence = await untilReady(server, url, () => said);
  server.unref();
  return {
    url,
    started: true,
    close: async () => {
      await leave(presence, url, cluster);
      // The server may stay, for another process; what it says must not keep this one alive.
      server.stderr!.destroy();
    },
  };
}

async function untilReady(server: ChildProcess, url: string, said: () => string): Promise<Presence> {
  const ended = new Promise<string>((done) => {
    server.once('exit', () => done('exit'));
    server.once('error', (error) => done(error.message));
  });
  for (let tries = 0; tries < 600; tries++) {
    const outcome = await Promise.race([ended, enter(url)]);
    if (typeof outcome === 'string')
      throw new RollcallError(
        'database-unavailable',
        `The embedded PostgreSQL did not start: ${said().trim() || outcome}`,
      );
    if (outcome) return outcome;
    await sleep(50);
  }
  throw new RollcallError(
    'database-unavailable',
    `The embedded PostgreSQL did not answer within 30 seconds: ${said().trim()}`,
  );
}

const address = (port: number, password: string) => `postgresql://rollcall:${password}@127.0.0.1:${port}/rollcall`;
