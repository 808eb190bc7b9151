import { readConfig } from '../../config.ts';
import { createLog } from '../../log.ts';
import { openInstallation } from '../installation.ts';
import { collectForFaults, type FaultCollection } from './collect-for-faults.ts';

/** A collector in a process of its own, so that it can be killed as a machine would: at any instruction. */
process.once('message', async (collection: FaultCollection) => {
  const log = createLog('silent');
  const config = { ...readConfig({}), ROLLCALL_DATA_DIR: collection.dataDir };
  const installation = await openInstallation({ config, clock: { now: () => new Date(collection.now) }, log });
  const outcomes = await collectForFaults(collection, installation, log).catch(() => [{ outcome: 'failed' }]);
  await installation.close();
  process.exit(outcomes.every(({ outcome }) => outcome === 'succeeded') ? 0 : 1);
});
process.send!('ready');
