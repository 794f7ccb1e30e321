import type { StreamedRow } from './event.views.js';
import { streamIdOf } from './stream-position.rules.js';

/** How far the database's clock may be set back without an event being told only to the next connection. */
const lookBackMs = 60 * 60 * 1_000;

/** What places an event among others. */
type Placed = Pick<StreamedRow, 'eventId' | 'occurredMicros'>;

/** The events of a subject that a client knows. */
export class ToldEvents {
  /** The microsecond of each. */
  private readonly micros = new Map<string, bigint>();
  /** The last of them in the order events are read in. */
  private last: Placed | undefined;

  has({ eventId }: Placed): boolean {
    return this.micros.has(eventId);
  }

  /**
   * Notes that the client knows one more; returns its `id:` in the stream. That counts 0 for one that is told after a later
   * one, since which ones it follows on cannot be said by counting then.
   */
  add(event: Placed): string {
    const isInOrder = this.last === undefined || isBefore(this.last, event);
    this.micros.set(event.eventId, event.occurredMicros);
    if (isInOrder) this.last = event;
    return streamIdOf(event.eventId, isInOrder ? this.micros.size : 0);
  }

  /** How many are known since an instant, far enough back that every new one comes after it. */
  get recent(): { readonly since: Date; readonly count: number } {
    const lastMs = Number((this.last?.occurredMicros ?? 0n) / 1_000n);
    const since = new Date(Math.max(0, lastMs - lookBackMs));
    const sinceMicros = BigInt(since.getTime()) * 1_000n;
    return { since, count: [...this.micros.values()].filter((micros) => micros >= sinceMicros).length };
  }
}

function isBefore(a: Placed, b: Placed): boolean {
  if (a.occurredMicros !== b.occurredMicros) return a.occurredMicros < b.occurredMicros;
  return a.eventId < b.eventId;
}
