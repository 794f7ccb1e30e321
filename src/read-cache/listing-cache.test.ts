import { ListingCache, type Source } from './listing-cache.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const cacheOf = (maxWeight: number) =>
  new ListingCache<string, string>({ maxWeight, weightOf: (value) => value?.length ?? 0 });

/** Tells of listing 7, for a second, and says how often it was asked. */
function counted(listingIds: readonly number[] = [7]): Source<string> & { asked: number } {
  const source = {
    asked: 0,
    listingIds,
    load: () => Promise.resolve(`v${(source.asked += 1)}`),
    isFresh: (askedMs: number, nowMs: number) => nowMs - askedMs < 1_000,
  };
  return source;
}

/** A load that ends when the test says so. */
function held(
  listingIds?: readonly number[],
): Source<string> & { end: (value: string) => void; asked: number } {
  const source = {
    asked: 0,
    end: (_value: string) => {},
    listingIdsOf: () => [7],
    ...(listingIds === undefined ? {} : { listingIds }),
    load: () => {
      source.asked += 1;
      return new Promise<string>((resolve) => {
        source.end = resolve;
      });
    },
    isFresh: () => true,
  };
  return source;
}

describe('a value', () => {
  test('is loaded once for all who ask while it is fresh', async () => {
    const [cache, source] = [cacheOf(100), counted()];
    expect(await Promise.all([cache.get('a', source), cache.get('a', source)])).toEqual(['v1', 'v1']);
    jest.advanceTimersByTime(999);
    expect(await cache.get('a', source)).toBe('v1');
    jest.advanceTimersByTime(1);
    expect(await cache.get('a', source)).toBe('v2');
    expect(cache.tally).toMatchObject({ hits: 1, shared: 1, loads: 2 });
  });

  test('is loaded anew after a change of its listing, and of no other', async () => {
    const [cache, source] = [cacheOf(100), counted()];
    await cache.get('a', source);
    cache.drop(8);
    expect(await cache.get('a', source)).toBe('v1');
    cache.drop(7);
    expect(await cache.get('a', source)).toBe('v2');
  });

  test('that was asked for before a change is given to who asked, and to nobody else', async () => {
    for (const known of [[7], undefined]) {
      const [cache, source] = [cacheOf(100), held(known)];
      const before = cache.get('a', source);
      const endBefore = source.end;
      cache.drop(7);
      const after = cache.get('a', source);
      expect(source.asked).toBe(2);
      source.end('new');
      expect(await after).toBe('new');
      endBefore('old');
      expect(await before).toBe('old');
      expect(await cache.get('a', source)).toBe('new');
    }
  });

  test('that was asked for before anything may have changed is not kept', async () => {
    const [cache, source] = [cacheOf(100), held([7])];
    const before = cache.get('a', source);
    cache.clear();
    source.end('old');
    expect(await before).toBe('old');
    expect(cache.has('a')).toBe(false);
  });

  test('that turns out to tell of other listings survives their change', async () => {
    const [cache, source] = [cacheOf(100), held()];
    const asked = cache.get('a', source);
    cache.drop(8);
    source.end('still true');
    await asked;
    expect(await cache.get('a', source)).toBe('still true');
    expect(source.asked).toBe(1);
  });

  test("of a load that failed is nobody's", async () => {
    const cache = cacheOf(100);
    const failing = { ...counted(), load: () => Promise.reject(new Error('gone')) };
    await expect(cache.get('a', failing)).rejects.toThrow('gone');
    expect(cache.has('a')).toBe(false);
    await expect(cache.get('a', counted())).resolves.toBe('v1');
  });

  test('that cannot be found again any more is forgotten', async () => {
    const [cache, source] = [cacheOf(100), counted()];
    await cache.get('a', source);
    cache.drop(7);
    source.load = () => Promise.reject(new Error('gone'));
    await expect(cache.recall('a')).rejects.toThrow('gone');
    expect(cache.recall('a')).toBeUndefined();
  });
});

describe('recalling', () => {
  test('finds nothing that was never asked for', () => {
    expect(cacheOf(100).recall('a')).toBeUndefined();
  });

  test('gives what is fresh at once, and loads what is not as it was loaded before', async () => {
    const [cache, source] = [cacheOf(100), counted()];
    await cache.get('a', source);
    expect(cache.recall('a')).toBe('v1');
    cache.drop(7);
    await expect(cache.recall('a')).resolves.toBe('v2');
    expect(cache.recall('a')).toBe('v2');
  });
});

describe('beyond its bound', () => {
  test('what was asked for longest ago leaves first', async () => {
    const [cache, source] = [cacheOf(4), counted()];
    await cache.get('a', source);
    await cache.get('b', source);
    await cache.get('a', source);
    await cache.get('c', source);
    expect(['a', 'b', 'c'].map((key) => cache.has(key))).toEqual([true, false, true]);
    expect(cache.weight).toBe(4);
    expect(cache.tally.evicted).toBe(1);
  });

  test('a value that is too old to show takes no room, and can be found again', async () => {
    const [cache, source] = [cacheOf(100), counted()];
    await cache.get('a', source);
    jest.advanceTimersByTime(1_000);
    expect(cache.weight).toBe(2);
    await cache.get('b', source);
    expect(cache).toMatchObject({ weight: 2, size: 2 });
    expect(await cache.recall('a')).toBe('v3');
  });

  test('a cache without room keeps nothing and still shares loads', async () => {
    const [cache, source] = [cacheOf(0), counted()];
    expect(await Promise.all([cache.get('a', source), cache.get('a', source)])).toEqual(['v1', 'v1']);
    expect(cache.size).toBe(0);
  });
});
