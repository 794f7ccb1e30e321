import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `check` no longer throws, trying `everyMs`; after `timeoutMs` its last error is the test's. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 20_000,
  everyMs = 20,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await delay(everyMs);
  }
}
