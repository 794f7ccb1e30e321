import type { Bench } from './world/bench.js';

/** What a line has to reach. A line without a target is a figure to compare with. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/**
 * What one round measured. With a baseline, measured next to it in the same run, the round counts as `ours / baseline`;
 * without one as `ours` itself.
 */
export interface Round {
  readonly ours: number;
  readonly baseline?: number;
}

/** Something that must be true for the numbers to mean anything. One that does not hold voids the whole line. */
export interface Check {
  /** In words that read well after "void:", e.g. `every acknowledged hold is there`. */
  readonly name: string;
  readonly isHeld: boolean;
  /** What was seen instead. */
  readonly detail?: string;
}

/** One line of the table. */
export interface Line {
  /** The number in the table of targets: `P4`. Lines beside the table may be called otherwise. */
  readonly id: string;
  /** Where one number has several parts, which: `WAL bytes`. */
  readonly part?: string;
  readonly title: string;
  /** Unit of the value: `ratio`, `holds/s`, `ms`, `bytes`. */
  readonly unit: string;
  /** Unit of `ours` and `baseline` where the value is a ratio of them. */
  readonly roundUnit?: string;
  readonly target?: Target;
  /** What the baseline is: `holds_take by a bare pg script, 32 connections`. */
  readonly baseline?: string;
  readonly rounds: readonly Round[];
  readonly checks: readonly Check[];
  /** Said in the report: what was left out, which of several figures counted. A line without rounds says why. */
  readonly notes?: readonly string[];
  /** More numbers, for the JSON only. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What belongs together because it is measured in the same rounds. */
export interface Metric {
  /** The lines it measures, as `--only` names them. */
  readonly ids: readonly string[];
  readonly title: string;
  /** Takes so long or so much that it runs only when `--only` asks for it. */
  readonly isOnDemand?: boolean;
  /**
   * Measures. Leaves no server and no child process running; the catalogue may be left with holds, since each metric
   * begins with `bench.reset()`. What cannot be measured here (no Redis, say) is a line without rounds and a note.
   *
   * @param wanted those of `ids` that were asked for
   */
  run(bench: Bench, wanted: ReadonlySet<string>): Promise<readonly Line[]>;
}
