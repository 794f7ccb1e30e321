import type { Chaos } from './behaviour/chaos.js';
import type { AnswerStyle, FaultKind } from './behaviour/fault-kinds.js';
import type { Faults } from './behaviour/faults.js';
import type { Operation } from './behaviour/operations.js';
import type { RequestData } from './http/request-data.js';
import type { RateLimit } from './http/rate-limit.js';
import type { Metadata } from './state/objects.js';
import type { Store } from './state/store.js';
import type { Announce } from './webhooks/announce.js';

/** The parts every handler works with. */
export interface Sandbox {
  readonly store: Store;
  /** Decides what flies, what it costs and which deadlines it has. */
  readonly seed: number;
  readonly faults: Faults;
  readonly chaos: Chaos;
  readonly rateLimit: RateLimit;
  readonly announce: Announce;
  /** Calls `work` after `delayMs`, unless the sandbox is closed before. */
  readonly later: (delayMs: number, work: () => void) => void;
  readonly log: (message: string) => void;
}

/** One request to the API. */
export interface Call {
  readonly sandbox: Sandbox;
  readonly operation: Operation;
  /** The id in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly data: RequestData;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly fault: FaultKind | null;
}

/** What a handler answers: an object of the API, or one with a status and manner of its own. */
export class Reply {
  constructor(
    readonly status: number,
    /** Null: no `data`, as of a 202. */
    readonly data: unknown,
    readonly more: {
      readonly meta?: object;
      readonly manner?: AnswerStyle;
      /** What the webhooks of this call are about. */
      readonly group?: string;
      /** The answer takes this long, because airlines do. */
      readonly delayMs?: number;
    } = {},
  ) {}
}

/** By what chaos knows an order: a value of its metadata, or all of it. */
export function chaosSubject({ chaos }: Sandbox, metadata: Metadata): string {
  const key = chaos.settings?.metadataKey ?? null;
  if (key !== null) return metadata[key] ?? '';
  return Object.entries(metadata)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&');
}
