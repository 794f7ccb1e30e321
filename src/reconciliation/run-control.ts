import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '../audit/actor.js';
import type { RunCounts } from './reconciliation.queries.js';

/** The run is to end before it is done: its time is over, its process stops, or another has taken its place. */
export class RunInterrupted extends Error {
  override readonly name = 'RunInterrupted';
}

/** What a run carries along. */
export interface RunControl {
  readonly counts: RunCounts;
  /** Whether what differs is handed to the protocol. */
  readonly heal: boolean;
  /** Who or what compares, for the audit trail: what is healed is told of. */
  readonly actor: Actor;
  /** Subjects found to differ by this run, by their key: they need not be decided about twice. */
  readonly settled: Set<string>;
  /** Throws `RunInterrupted` when the run is to end. Called between steps; what was saved before is kept. */
  checkpoint(): Promise<void>;
  /** How far a part has come. */
  progress(label: string, done: number, total: number): void;
}

const stepMs = 1_000;

/** Waits, and ends with the run. */
export async function pause(ms: number, control: RunControl): Promise<void> {
  const endMs = performance.now() + ms;
  for (let left = ms; left > 0; left = endMs - performance.now()) {
    await control.checkpoint();
    await delay(Math.min(stepMs, left));
  }
}
