import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClock, type OffsetClock } from '../../src/cli/clock.ts';
import { type Instance, startInstance } from '../../src/cli/start.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { makeCertificate } from '../../src/sandbox/make-certificate.ts';
import { makeTemporaryFolder } from '../../src/store/temporary-folder.ts';

/** An instance whose clock a journey can put forward. */
export interface JourneyInstance extends Instance {
  /** Milliseconds more on the instance's clock. */
  putForward(milliseconds: number): void;
}

/**
 * Starts a whole instance in a folder of its own: embedded database, sandbox, first collection, pages.
 * @param clock the time at which it starts, as `--clock` takes it
 * @param options other settings; `tls`: the pages are served over https, with a certificate made for it
 */
export async function startForJourney(
  clock: string,
  options: { settings?: Record<string, string>; tls?: boolean } = {},
): Promise<JourneyInstance> {
  const folder = makeTemporaryFolder('rollcall-journey-');
  const config = readConfig({
    PORT: '0',
    ROLLCALL_DATA_DIR: folder,
    ROLLCALL_SANDBOX_SCHOOLS: '2',
    ROLLCALL_SANDBOX_SEED: '1',
    ...(options.tls && (await writeCertificate(folder))),
    ...options.settings,
  });
  const started = makeClock(clock, config, null);
  let ahead = 0;
  const movable: OffsetClock = { offset: started.offset, now: () => new Date(started.now().getTime() + ahead) };
  const instance = await startInstance({
    config,
    clock: movable,
    log: createLog('error'),
    signal: new AbortController().signal,
    say: () => {},
    withoutWorker: true,
  });
  return {
    ...instance,
    putForward: (milliseconds) => {
      ahead += milliseconds;
    },
    close: async () => {
      await instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeCertificate(folder: string): Promise<Record<string, string>> {
  const { cert, key } = await makeCertificate();
  const files = { ROLLCALL_TLS_CERTIFICATE: join(folder, 'cert.pem'), ROLLCALL_TLS_KEY: join(folder, 'key.pem') };
  writeFileSync(files.ROLLCALL_TLS_CERTIFICATE, cert);
  writeFileSync(files.ROLLCALL_TLS_KEY, key, { mode: 0o600 });
  return files;
}
