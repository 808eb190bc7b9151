import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from '../log.ts';
import type { ThreadOptions } from './sandbox-thread.ts';
import { startSandbox } from './start-sandbox.ts';

/** The other end of `sandbox-thread.ts`. */
const { clockOffset, ...options } = workerData as ThreadOptions;
const { close, ...handle } = await startSandbox({
  ...options,
  clock: { now: () => new Date(Date.now() + clockOffset) },
  log: createLog('error'),
});
parentPort!.once('message', () => close().then(() => parentPort!.close()));
parentPort!.postMessage(handle);
