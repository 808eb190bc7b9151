import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `postmaster.pid` says, if that process lives and, where the system tells, is PostgreSQL. */
export function readPostmaster(cluster: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 && isAlive(pid) && isPostgres(pid) ? { pid, port } : null;
  } catch {
    return null;
  }
}

/** Fast shutdown: sessions are ended, everything is written. Waits until the process is gone. */
export async function stopProcess(pid: number, cluster: string): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 600 && isAlive(pid) && existsSync(join(cluster, 'postmaster.pid')); tries++)
    await sleep(50);
  // One that nobody reaps keeps its number for ever, so this wait is short.
  for (let tries = 0; tries < 40 && isAlive(pid); tries++) await sleep(25);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** After a crash the number may be another program's by now; containers give the same low numbers at each start. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return true;
  }
}
