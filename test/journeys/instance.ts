import { rmSync } from 'node:fs';
import { makeClock } from '../../src/cli/clock.ts';
import { type Instance, startInstance } from '../../src/cli/start.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { makeTemporaryFolder } from '../../src/store/temporary-folder.ts';

/**
 * Starts a whole instance in a folder of its own: embedded database, sandbox, first collection, pages.
 * @param clock the time at which it starts, as `--clock` takes it
 */
export async function startForJourney(clock: string): Promise<Instance> {
  const folder = makeTemporaryFolder('rollcall-journey-');
  const config = readConfig({
    PORT: '0',
    ROLLCALL_DATA_DIR: folder,
    ROLLCALL_SANDBOX_SCHOOLS: '2',
    ROLLCALL_SANDBOX_SEED: '1',
  });
  const options = {
    config,
    clock: makeClock(clock, config, null),
    log: createLog('error'),
    signal: new AbortController().signal,
    say: () => {},
    withoutWorker: true,
  };
  const instance = await startInstance(options);
  return {
    ...instance,
    close: async () => {
      await instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
