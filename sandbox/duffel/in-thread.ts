import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DuffelSandbox, DuffelSandboxOptions } from './options.js';

/**
 * The sandbox in a thread of its own: a provider would not share an event loop with whoever calls it. It lives as long
 * as this process does, and an error that would end it ends the process. Rejects when it cannot start.
 */
export async function startDuffelSandboxThread(
  options: Omit<DuffelSandboxOptions, 'log'>,
): Promise<DuffelSandbox> {
  const thread = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: options,
    // What is preloaded into this process is meant for it, not for the provider.
    execArgv: [],
  });
  const [started] = (await once(thread, 'message')) as [Omit<DuffelSandbox, 'close'>];
  return {
    ...started,
    close: async () => {
      const isOver = once(thread, 'exit');
      thread.postMessage('close');
      await isOver;
    },
  };
}
