import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';

/** Clock ticks a second in /proc: the same on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Milliseconds of processor time that this process and every process of the server have used so far: what a page costs, whatever else runs on
 * the machine. Null where there is no /proc, or the server runs elsewhere.
 */
export async function cpuClock(owner: Database): Promise<() => number | null> {
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(owner);
  const postmaster = readStat(rows[0]!.pid)?.parent ?? null;
  return () => {
    if (postmaster === null) return null;
    const { user, system } = process.cpuUsage();
    const server = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), stat: readStat(Number(name)) }))
      // The first process too: it has the ticks of those that have ended.
      .reduce((sum, { pid, stat }) => sum + (pid === postmaster || stat?.parent === postmaster ? stat!.ticks : 0), 0);
    return (user + system) / 1000 + (server * 1000) / TICKS;
  };
}

/** A process's parent, and the ticks that it and its ended children have run; null when there is none of that number. */
function readStat(pid: number): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, ticks: fields[11]! + fields[12]! + fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}
