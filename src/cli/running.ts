import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running instance leaves in the data folder so that commands find it. */
export interface Running {
  readonly pid: number;
  readonly webUrl: string;
  readonly clockOffset: number;
  readonly sandbox: { readonly wondeUrl: string; readonly token: string } | null;
}

const file = (dataDir: string) => join(dataDir, 'running.json');

/**
 * The other instance that runs on this data folder, or null when none does. A file with this process's own number was left
 * by one that was killed: containers give the same number at each start.
 */
export function findRunning(dataDir: string): Running | null {
  try {
    const running = JSON.parse(readFileSync(file(dataDir), 'utf8')) as Running;
    if (running.pid === process.pid) return null;
    process.kill(running.pid, 0);
    return isOurs(running.pid) ? running : null;
  } catch {
    return null;
  }
}

/** Says that this process is the instance; returns how to unsay it. */
export function announceRunning(dataDir: string, running: Running): () => void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file(dataDir) + '.new', JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(file(dataDir) + '.new', file(dataDir));
  return () => rmSync(file(dataDir), { force: true });
}

/** After a crash the number may be another program's by now. Where the system does not tell, it is taken for ours. */
function isOurs(pid: number): boolean {
  try {
    return /main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return true;
  }
}
