import type { Actor } from '../../audit/actor.js';

/** By whom something is changed, and which state of it: what `If-Match` said. */
export interface ChangeBy {
  readonly actor: Actor;
  readonly ifMatch?: string | undefined;
}
