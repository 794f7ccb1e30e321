/** A transition table as the product's `*.rules.ts` files have it. */
export type Transitions = Readonly<Record<string, readonly string[]>>;

/** Every state that can come after `from`, itself included. */
export function reachable(transitions: Transitions, from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const state of found) for (const next of transitions[state] ?? []) found.add(next);
  return found;
}

/** Whether a step from one state to the other can ever be taken again. */
export function isOnACycle(transitions: Transitions, from: string, to: string): boolean {
  return reachable(transitions, to).has(from);
}
