import { BriefCache } from './brief-cache.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('requests for one key within five seconds share one load', async () => {
  const cache = new BriefCache<number>(10);
  let loads = 0;
  const load = () => Promise.resolve((loads += 1));
  expect(await Promise.all([cache.get(1, load), cache.get(1, load)])).toEqual([1, 1]);
  jest.advanceTimersByTime(4_999);
  expect(await cache.get(1, load)).toBe(1);
  jest.advanceTimersByTime(2);
  expect(await cache.get(1, load)).toBe(2);
});

test('a failure is not kept', async () => {
  const cache = new BriefCache<number>(10);
  await expect(cache.get(1, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await expect(cache.get(1, () => Promise.resolve(7))).resolves.toBe(7);
});

test('beyond its bound the oldest entry leaves', async () => {
  const cache = new BriefCache<string>(2);
  for (const key of [1, 2, 3]) await cache.get(key, () => Promise.resolve('first'));
  expect(await cache.get(3, () => Promise.resolve('again'))).toBe('first');
  expect(await cache.get(1, () => Promise.resolve('again'))).toBe('again');
});
