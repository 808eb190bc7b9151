import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Sandbox, SandboxOptions } from './start-sandbox.ts';

/** What the sandbox needs that can cross to another thread: the clock goes as its distance from the machine's. */
export type ThreadOptions = Omit<SandboxOptions, 'clock' | 'log'> & { readonly clockOffset: number };

/** Runs the sandbox in a thread of its own: it uses the second core, speaks to the rest only over HTTP, and ends with the process. */
export async function startSandboxThread(options: ThreadOptions): Promise<Sandbox> {
  const worker = new Worker(new URL('./sandbox-worker.ts', import.meta.url), { workerData: options });
  const [handle] = (await Promise.race([
    once(worker, 'message'),
    once(worker, 'error').then(([error]) => Promise.reject(error)),
  ])) as [Omit<Sandbox, 'close'>];
  return {
    ...handle,
    close: async () => {
      worker.postMessage('close');
      await once(worker, 'exit');
    },
  };
}
