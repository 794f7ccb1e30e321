import type { World } from '../harness/world.js';
import type { Random } from '../random.js';

export interface FaultContext {
  readonly world: World;
  readonly random: Random;
}

/** One way to break something; it is whole again when the promise is fulfilled. */
export type Fault = (context: FaultContext, target: string) => Promise<void>;

/** Who it may hit. `one` of a group at a time: two faults never fight over one process. */
export interface FaultKind {
  readonly weight: number;
  readonly targets: (world: World) => readonly string[];
  readonly run: Fault;
}
