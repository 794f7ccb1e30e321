import type { MachineDescription } from '../world/machine.js';
import type { JudgedLine } from '../verdict.js';

/** Everything a report is made of. */
export interface BenchRun {
  readonly startedAt: string;
  /** Of the code that was measured; `+` after it: with changes that are not committed. */
  readonly commit: string;
  readonly command: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly machine: MachineDescription;
  readonly lines: readonly JudgedLine[];
  /** Metrics that ended with an error instead of a result. */
  readonly failures: readonly string[];
}
