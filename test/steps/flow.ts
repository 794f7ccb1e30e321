import type { Journey } from './journey.js';
import type { World } from './world.js';

/** One way through the product. The process may die anywhere in what `begin` returns; not before. */
export interface Flow {
  readonly name: string;
  /** What goes on in the background all the time, and is a step of this flow nevertheless. */
  readonly livesBy?: string;
  /** Settings other than the product's defaults. */
  readonly env?: Readonly<Record<string, string>>;
  begin(world: World): Promise<Course>;
}

export interface Course {
  readonly trip: Journey;
  /** What the guest does next, and what they wait for. */
  readonly run: () => Promise<void>;
  /** How everything must stand in the end. */
  readonly ending: object;
  /** After a death at one of these, e.g. `before provider POST /v1/refunds`, it must stand like this instead. */
  readonly endingsAfter?: Readonly<Record<string, object>>;
}
