/** Something that must never be, with what shows it. */
export interface Violation {
  readonly invariant: string;
  readonly message: string;
  readonly evidence?: unknown;
}

/** Most that is kept of one kind: the first tell the story. */
const keptEach = 25;

/** The first violations of each invariant, and how many there were. */
export function summarise(
  violations: readonly Violation[],
): { invariant: string; count: number; first: Violation[] }[] {
  const groups = new Map<string, Violation[]>();
  for (const violation of violations) {
    const group = groups.get(violation.invariant) ?? [];
    group.push(violation);
    groups.set(violation.invariant, group);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([invariant, all]) => ({ invariant, count: all.length, first: all.slice(0, keptEach) }));
}
