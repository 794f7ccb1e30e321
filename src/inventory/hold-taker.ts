import { retryOnSerialization } from '../database/sql-error.js';
import type { PrismaService } from '../database/prisma.service.js';
import { busyListing, decideApart, isOneListing } from '../batching/decide-apart.js';
import { replaceRefusals, type TakenQuote, type TakeRequest, type TakeVerdict } from './take.js';
import { takeHolds, type TakeRow, type TakeSettings } from './take.queries.js';

type Decided = PromiseSettledResult<TakeVerdict>;

/** Rounds a request may be asked again because overdue holds were in its way; each frees up to 500 of them. */
const maxRounds = 5;
/** How long a call waits for a lock. Short while others share the call: they wait for their answers as well. */
const lockTimeoutMs = { oneListing: 1_000, manyListings: 300 };

/** Decides one batch of requests; each gets its own verdict or error, in the order given. */
export class HoldTaker {
  constructor(
    private readonly prisma: PrismaService,
    private readonly settings: Omit<TakeSettings, 'reclaim' | 'lockTimeoutMs'>,
  ) {}

  async decide(requests: readonly TakeRequest[], round = 1): Promise<Decided[]> {
    // Stable: requests of one listing keep their order of arrival.
    const order = requests.map((_, index) => index);
    order.sort((a, b) => listingAt(requests, a) - listingAt(requests, b));
    const sorted = order.flatMap((index) => requests[index] ?? []);

    let rows: TakeRow[];
    try {
      rows = await retryOnSerialization(() =>
        takeHolds(this.prisma, sorted, {
          ...this.settings,
          reclaim: round > 1,
          lockTimeoutMs: isOneListing(requests) ? lockTimeoutMs.oneListing : lockTimeoutMs.manyListings,
        }),
      );
    } catch (error) {
      return decideApart(requests, error, (part) => this.decide(part));
    }

    const decided: Decided[] = [];
    const again: number[] = [];
    for (const [position, index] of order.entries()) {
      const row = rows[position];
      if (row === undefined) throw new Error('holds_take left a request without an answer');
      if (row.outcome === 'retry' && round < maxRounds) again.push(index);
      else decided[index] = settle(row);
    }
    if (again.length > 0) {
      again.sort((a, b) => a - b);
      const later = await this.decide(
        again.flatMap((index) => requests[index] ?? []),
        round + 1,
      );
      for (const [position, index] of again.entries()) {
        const result = later[position];
        if (result !== undefined) decided[index] = result;
      }
    }
    return decided;
  }
}

function listingAt(requests: readonly TakeRequest[], index: number): number {
  return requests[index]?.listingId ?? 0;
}

function settle(row: TakeRow): Decided {
  const verdict = toVerdict(row);
  return verdict === undefined
    ? { status: 'rejected', reason: busyListing() }
    : { status: 'fulfilled', value: verdict };
}

/** Undefined when the ledger could not decide in time: more overdue holds stood in the way than it may free at once. */
function toVerdict(row: TakeRow): TakeVerdict | undefined {
  switch (row.outcome) {
    case 'held':
      if (row.expires_at === null) throw new Error('a hold was taken without a deadline');
      return { outcome: 'held', expiresAt: row.expires_at, serverTime: row.server_time, quote: toQuote(row) };
    case 'sold_out':
      return { outcome: 'sold_out', serverTime: row.server_time, blocking: row.blocking ?? [] };
    case 'price_changed':
      return { outcome: 'price_changed', quote: toQuote(row) };
    case 'not_chargeable':
      if (row.currency === null || row.total_minor === null) throw new Error('a total was refused unsaid');
      return { outcome: 'not_chargeable', currency: row.currency, totalMinor: Number(row.total_minor) };
    case 'too_many_holds':
      return { outcome: 'too_many_holds' };
    case 'retry':
      return undefined;
    default: {
      const refusal = replaceRefusals.find((known) => known === row.outcome);
      if (refusal === undefined)
        throw new Error(`holds_take answered with an unknown outcome: ${row.outcome}`);
      return { outcome: refusal };
    }
  }
}

function toQuote(row: TakeRow): TakenQuote {
  if (row.currency === null || row.total_minor === null || row.quote === null) {
    throw new Error('a hold was priced without a quote');
  }
  return { currency: row.currency, totalMinor: Number(row.total_minor), lines: row.quote };
}
