import type { Config } from '../config.ts';
import { startSandboxThread } from '../sandbox/sandbox-thread.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { importSandboxSchools } from '../schools/import-sandbox-schools.ts';
import type { Database } from '../store/database.ts';
import type { OffsetClock } from './clock.ts';
import { findRunning } from './running.ts';

export interface SandboxPart {
  readonly wondeUrl: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Joins the sandbox of the running instance, or starts one for as long as a command runs. */
export async function joinSandbox(config: Config, clockOffset: number): Promise<SandboxPart> {
  const running = findRunning(config.ROLLCALL_DATA_DIR)?.sandbox;
  if (running) return { ...running, close: async () => {} };
  return startOwnSandbox(config, clockOffset, {});
}

/** Starts the sandbox with this installation's settings. */
export function startOwnSandbox(
  config: Config,
  clockOffset: number,
  options: { publicUrl?: string; webhookUrl?: string; sizes?: number[] },
): Promise<Sandbox> {
  return startSandboxThread({
    wondePort: 0,
    signInPort: 0,
    schools: config.ROLLCALL_SANDBOX_SCHOOLS,
    seed: config.ROLLCALL_SANDBOX_SEED,
    production: config.NODE_ENV === 'production',
    dataDir: config.ROLLCALL_DATA_DIR,
    clockOffset,
    ...options,
  });
}

/** The sandbox's schools, as its status page lists them. */
export interface SandboxSchool {
  readonly id: string;
  readonly urn: number;
  readonly name: string;
  readonly mis: string;
  readonly phase: string;
  readonly state: string;
}

/** Adds the sandbox's invented schools to the list of schools. */
export async function addSandboxSchools(
  owner: Database,
  wondeUrl: string,
  clock: OffsetClock,
): Promise<SandboxSchool[]> {
  const answer = await fetch(`${wondeUrl}/sandbox/status`);
  type Listed = Parameters<typeof importSandboxSchools>[1][number];
  const { schools, closedSchools, unconnectedSchools } = (await answer.json()) as {
    schools: (SandboxSchool & Listed)[];
    /** Not at Wonde any more, but in the list. */
    closedSchools: Listed[];
    /** Not at Wonde yet. */
    unconnectedSchools: Listed[];
  };
  await importSandboxSchools(owner, [...schools, ...closedSchools, ...unconnectedSchools], clock.now());
  return schools;
}
