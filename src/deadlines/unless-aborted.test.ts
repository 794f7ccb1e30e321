import { getEventListeners } from 'node:events';
import { unlessAborted } from './unless-aborted.js';

const never = new Promise<string>(() => {});

test('work that ends is answered with what it comes to, failures included', async () => {
  const { signal } = new AbortController();
  await expect(unlessAborted(Promise.resolve('done'), signal)).resolves.toBe('done');
  await expect(unlessAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
});

test('work is not waited for any longer once the signal is aborted, before or after', async () => {
  const stopping = new AbortController();
  const waiting = unlessAborted(never, stopping.signal);
  stopping.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(unlessAborted(never, stopping.signal)).rejects.toThrow('stopped');
});

test('nothing of work that has ended stays at the signal', async () => {
  const { signal } = new AbortController();
  for (let times = 0; times < 20; times += 1) await unlessAborted(Promise.resolve('done'), signal);
  await expect(unlessAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
