import { Injectable } from '@nestjs/common';
import { watchBatches } from '../../batching/batch-metrics.js';
import { Batcher, type BatcherOptions } from '../../batching/batcher.js';
import { togetherOrAlone } from '../../batching/together-or-alone.js';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { leaseSeconds } from './claim-keeper.js';
import {
  claimKeys,
  forgetClaims,
  keepAnswers,
  type Claim,
  type ClaimRequest,
  type ClaimRow,
  type ScopedKey,
  type SettledClaim,
  type StoredAnswer,
} from './idempotency.queries.js';

/** Two keep the database busy while an answer travels. */
const maxInFlight = 2;
const maxWaitMs = 3_000;
const times = { leaseSeconds, retentionSeconds: 24 * 60 * 60 };

/** Claims of keyed requests and what ends them, those that come at the same moment in one call. */
@Injectable()
export class Claims {
  private readonly claims: Batcher<ClaimRequest, ClaimRow | null>;
  private readonly answers: Batcher<SettledClaim, boolean>;
  private readonly forgotten: Batcher<Claim, boolean>;

  constructor(prisma: PrismaService, { batchMaxSize, batchMaxWaiting }: AppConfig, metrics: MetricsService) {
    const asked: BatcherOptions = {
      maxSize: batchMaxSize,
      maxWaiting: batchMaxWaiting,
      maxWaitMs,
      maxInFlight,
    };
    // What was done has to be written down, however many wait; each of them was let in by its claim.
    const settled: BatcherOptions = { ...asked, maxWaiting: Infinity, maxWaitMs: Infinity };
    this.claims = new Batcher(
      (requests) =>
        togetherOrAlone(requests, {
          together: (all) => claimDistinct(all, (distinct) => claimKeys(prisma, distinct, times)),
          alone: async (one) => (await claimKeys(prisma, [one], times))[0] ?? null,
        }),
      asked,
    );
    this.answers = new Batcher(
      (requests) =>
        togetherOrAlone(requests, {
          together: (all) => keepAnswers(prisma, all),
          alone: async (one) => (await keepAnswers(prisma, [one]))[0] === true,
        }),
      settled,
    );
    this.forgotten = new Batcher(
      (requests) =>
        togetherOrAlone(requests, {
          together: (all) => forgetClaims(prisma, all),
          alone: async (one) => (await forgetClaims(prisma, [one]))[0] === true,
        }),
      settled,
    );
    watchBatches(metrics, {
      idempotency_claim: this.claims,
      idempotency_keep: this.answers,
      idempotency_forget: this.forgotten,
    });
  }

  /**
   * Claims a key, or says what became of it; null when another call claimed it between our look and our insert: ask
   * again. Errors: `busy`, `database_unavailable`.
   */
  claim(request: ClaimRequest): Promise<ClaimRow | null> {
    return this.claims.submit(request);
  }

  /** Keeps the answer of a claimed request. False when the claim was taken over meanwhile. */
  keep(claim: Claim, answer: StoredAnswer): Promise<boolean> {
    return this.answers.submit({ claim, answer });
  }

  /** Forgets a claim that did nothing and whose answer is not kept: the key is new again. */
  async forget(claim: Claim): Promise<void> {
    await this.forgotten.submit(claim);
  }
}

/** One call claims a key once: whoever else wants it in the same moment asks for itself, after that call. */
async function claimDistinct(
  requests: readonly ClaimRequest[],
  claim: (distinct: readonly ClaimRequest[]) => Promise<readonly (ClaimRow | undefined)[]>,
): Promise<(ClaimRow | undefined)[]> {
  const firsts = new Map<string, ClaimRequest>();
  for (const request of requests) {
    const name = nameOf(request);
    if (!firsts.has(name)) firsts.set(name, request);
  }
  const distinct = [...firsts.values()];
  const rows = await claim(distinct);
  const rowOf = new Map(distinct.map((request, index) => [request, rows[index]]));
  return requests.map((request) => rowOf.get(request));
}

/** A key has no space in it (`parseIdempotencyKey`). */
function nameOf({ scope, key }: ScopedKey): string {
  return `${scope} ${key}`;
}
