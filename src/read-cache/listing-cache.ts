/** Stands for what tells of the catalogue as a whole: a list, whose members any change may alter. */
export const everyListing = 0;

/** Where a value comes from, and how long it may be shown. */
export interface Source<Value> {
  load(): Promise<Value>;
  /** Whether what was asked for at `askedMs` may still be shown at `nowMs` (both `performance.now()`). */
  isFresh(askedMs: number, nowMs: number): boolean;
  /** The listings it tells of; a value that is being loaded is taken to tell of all of them when this is not known. */
  readonly listingIds?: readonly number[];
  /** The same, for a source that knows only when it sees what it has found. */
  listingIdsOf?(value: Value): readonly number[];
}

export interface CacheLimits<Key, Value> {
  /** The sum of all weights; entries that nobody has asked for lately leave first. */
  readonly maxWeight: number;
  /** Of an entry, also of one whose value was put aside. */
  weightOf(value: Value | undefined, key: Key): number;
}

/** One for each key, for as long as it is known: neither a hit nor another value changes the map. */
interface Entry<Key, Value> {
  readonly key: Key;
  source: Source<Value>;
  /** Undefined after a change or too long a time: the entry only knows how to find it again. */
  value: Value | undefined;
  askedMs: number;
  weight: number;
  listingIds: readonly number[];
  /** Asked for since it was put at the end of the entries. */
  isUsed: boolean;
}

interface Load<Value> {
  readonly source: Source<Value>;
  readonly askedMs: number;
  readonly promise: Promise<Value>;
  /** Listings that changed while it was under way: what it finds may be from before. */
  readonly changed: Set<number>;
}

/** What has happened so far, for metrics. */
export interface CacheTally {
  /** Asked for, and there. */
  hits: number;
  /** Asked for while somebody else's load of the same was under way. */
  shared: number;
  /** Loaded. */
  loads: number;
  /** Put aside because a listing changed. */
  dropped: number;
  /** Left because others needed the room. */
  evicted: number;
}

/**
 * Keeps values that tell of listings until a listing changes, they are too old or room is needed. Requests for one key
 * share a load, failures are not kept, and what was asked for before a change is never kept, or shared, after it.
 */
export class ListingCache<Key, Value> {
  readonly tally: CacheTally = { hits: 0, shared: 0, loads: 0, dropped: 0, evicted: 0 };
  /** Those that are the first to leave first, unless they have been used. */
  private readonly entries = new Map<Key, Entry<Key, Value>>();
  /** Those with a value, in the order in which they were loaded. */
  private readonly aging = new Set<Entry<Key, Value>>();
  private readonly keysOf = new Map<number, Set<Key>>();
  private readonly loads = new Map<Key, Load<Value>>();
  private totalWeight = 0;

  constructor(private readonly limits: CacheLimits<Key, Value>) {}

  get weight(): number {
    return this.totalWeight;
  }

  get size(): number {
    return this.entries.size;
  }

  /** Whether the key was loaded before; `recall` has it then. */
  has(key: Key): boolean {
    return this.entries.has(key);
  }

  /** The value, if it is there and fresh. */
  find(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    if (entry?.value === undefined || !entry.source.isFresh(entry.askedMs, performance.now()))
      return undefined;
    entry.isUsed = true;
    this.tally.hits += 1;
    return entry.value;
  }

  /** The value, loaded when there is no fresh one. */
  get(key: Key, source: Source<Value>): Promise<Value> {
    const value = this.find(key);
    return value === undefined ? this.share(key, source) : Promise.resolve(value);
  }

  /** The value of a key that was loaded before, or undefined. A value that is no longer fresh is loaded as it was then. */
  recall(key: Key): Value | Promise<Value> | undefined {
    const value = this.find(key);
    if (value !== undefined) return value;
    const source = this.entries.get(key)?.source;
    return source && this.share(key, source);
  }

  /** A listing has changed. */
  drop(listingId: number): void {
    for (const load of this.loads.values()) load.changed.add(listingId);
    for (const key of this.keysOf.get(listingId) ?? []) {
      const entry = this.entries.get(key);
      if (entry?.value === undefined) continue;
      this.putAside(entry);
      this.tally.dropped += 1;
    }
  }

  /** Anything may have changed. */
  clear(): void {
    this.tally.dropped += this.entries.size;
    this.entries.clear();
    this.keysOf.clear();
    this.aging.clear();
    this.totalWeight = 0;
    // Those who wait still get what they asked for; it is not kept, and nobody else joins them.
    this.loads.clear();
  }

  private share(key: Key, source: Source<Value>): Promise<Value> {
    const current = this.loads.get(key);
    if (current !== undefined && isJoinable(current)) {
      this.tally.shared += 1;
      return current.promise;
    }
    this.tally.loads += 1;
    const askedMs = performance.now();
    const load: Load<Value> = { source, askedMs, changed: new Set(), promise: source.load() };
    this.loads.set(key, load);
    load.promise.then(
      (value) => this.finish(key, load, value),
      () => this.fail(key, load),
    );
    return load.promise;
  }

  private finish(key: Key, load: Load<Value>, value: Value): void {
    // A later load has taken its place, or everything was cleared.
    if (this.loads.get(key) !== load) return;
    this.loads.delete(key);
    const { source, askedMs } = load;
    const listingIds = source.listingIds ?? source.listingIdsOf?.(value) ?? [];
    if (listingIds.some((id) => load.changed.has(id))) return;
    const known = this.entries.get(key);
    if (known !== undefined) known.isUsed = true;
    this.keep(known ?? this.addEntry(key, source), { source, value, askedMs, listingIds });
    this.putOldAside();
    this.makeRoom();
  }

  private addEntry(key: Key, source: Source<Value>): Entry<Key, Value> {
    const nothing = { value: undefined, askedMs: 0, weight: 0, listingIds: [], isUsed: false };
    const entry = { key, source, ...nothing };
    this.entries.set(key, entry);
    return entry;
  }

  private keep(
    entry: Entry<Key, Value>,
    found: Pick<Entry<Key, Value>, 'source' | 'value' | 'askedMs' | 'listingIds'>,
  ): void {
    this.tellOf(entry, found.listingIds);
    entry.source = found.source;
    entry.value = found.value;
    entry.askedMs = found.askedMs;
    this.weigh(entry);
    this.aging.delete(entry);
    this.aging.add(entry);
  }

  /** Notes of which listings the entry tells. */
  private tellOf(entry: Entry<Key, Value>, listingIds: readonly number[]): void {
    const before = entry.listingIds;
    if (before.length === listingIds.length && before.every((id, index) => id === listingIds[index])) return;
    for (const id of before) {
      const keys = this.keysOf.get(id);
      keys?.delete(entry.key);
      if (keys?.size === 0) this.keysOf.delete(id);
    }
    for (const id of listingIds) {
      const keys = this.keysOf.get(id) ?? new Set();
      this.keysOf.set(id, keys.add(entry.key));
    }
    entry.listingIds = listingIds;
  }

  private weigh(entry: Entry<Key, Value>): void {
    const weight = this.limits.weightOf(entry.value, entry.key);
    this.totalWeight += weight - entry.weight;
    entry.weight = weight;
  }

  /**
   * Lets go of values that have become too old to show. What is shown for a quarter of a second dies young then, and costs
   * next to nothing; kept until somebody asks again, all of it would have to be found by collections of the whole heap.
   */
  private putOldAside(): void {
    const nowMs = performance.now();
    for (const entry of this.aging) {
      if (entry.source.isFresh(entry.askedMs, nowMs)) return;
      this.putAside(entry);
    }
  }

  private putAside(entry: Entry<Key, Value>): void {
    entry.value = undefined;
    this.aging.delete(entry);
    this.weigh(entry);
  }

  private fail(key: Key, load: Load<Value>): void {
    if (this.loads.get(key) !== load) return;
    this.loads.delete(key);
    this.remove(key);
  }

  private makeRoom(): void {
    for (const entry of this.entries.values()) {
      if (this.totalWeight <= this.limits.maxWeight) return;
      if (entry.isUsed) {
        // Once more round, to the end.
        entry.isUsed = false;
        this.entries.delete(entry.key);
        this.entries.set(entry.key, entry);
      } else {
        this.remove(entry.key);
        this.tally.evicted += 1;
      }
    }
  }

  private remove(key: Key): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.aging.delete(entry);
    this.totalWeight -= entry.weight;
    this.tellOf(entry, []);
  }
}

function isJoinable({ source, askedMs, changed }: Load<unknown>): boolean {
  if (!source.isFresh(askedMs, performance.now())) return false;
  if (source.listingIds === undefined) return changed.size === 0;
  return !source.listingIds.some((id) => changed.has(id));
}
