import type { SharedCounts, Unshared } from './counter.js';

/** What one process has counted of one caller since it last told. */
export interface CountReport extends Unshared {
  readonly bucket: string;
  readonly windowSeconds: number;
}

export interface StoreAnswer {
  /** In the order of the reports; undefined for one the store says nothing of. */
  readonly counts: readonly (SharedCounts | undefined)[];
  /** The store's clock, milliseconds since the epoch: the one that all processes number windows by. */
  readonly nowMs: number;
}

/** Where processes tell each other what they have counted. */
export interface CountStore {
  /** Adds what is reported and says what is known of these callers now. Rejects when the store is away. */
  report(reports: readonly CountReport[]): Promise<StoreAnswer>;
  close(): void;
}
