import type { EventFact } from './facts.js';

export interface Span {
  readonly from: number;
  /** Not there while the claim lives. */
  to?: number;
}

const ending: ReadonlySet<string> = new Set(['hold.released', 'hold.expired', 'hold.canceled']);

/**
 * From when to when each hold claimed inventory, by its own history: from its creation to its end, and once more when
 * money came late and its units were taken again.
 */
export function claimSpans(events: readonly EventFact[]): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { subjectId, type, at } of events) {
    const own = spans.get(subjectId) ?? [];
    const last = own.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (type === 'hold.created' || (type === 'hold.confirmed' && !isOpen)) {
      own.push({ from: at });
      spans.set(subjectId, own);
    } else if (ending.has(type) && isOpen) {
      last.to = at;
    }
  }
  return spans;
}
