import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import type { ArrivedRequest } from '../http/http-request.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { catalogueFreshness } from './catalogue-freshness.js';
import { bytesOf, renderAnswer, sendAnswer, type KeptAnswer } from './kept-answer.js';
import { ListingCache, type Source } from './listing-cache.js';
import { exportTallies } from './read-cache-metrics.js';

/**
 * What an answer is made of. `catalogue`: nothing but the catalogue, whose changes are told of. `ledger`: also of what is
 * free, which changes with every hold.
 */
export type AnswerKind = 'catalogue' | 'ledger';

/** What an answer tells of. */
export interface AnswerSubject<Body> {
  readonly kind: AnswerKind;
  /** The listings, where they are known beforehand; `everyListing` for a list. */
  readonly listingIds?: readonly number[];
  /** The same, where only the answer knows. */
  readonly listingIdsOf?: (body: Body) => readonly number[];
  /** Whether the query of the address has a say. One that has none does not make another answer. */
  readonly hasQuery?: boolean;
}

const bytesPerMegabyte = 1_048_576;

/**
 * Answers to reads that are the same for everyone, by their address, as they were sent. Requests for one address share the
 * making of its answer, whoever they are from. How old an answer may be: docs/caching.md.
 */
@Injectable()
export class KeptAnswers {
  private readonly caches: Record<AnswerKind, ListingCache<string, KeptAnswer>>;
  private readonly isFresh: Record<AnswerKind, Source<KeptAnswer>['isFresh']>;

  constructor(
    config: AppConfig,
    prisma: PrismaService,
    inventory: InventoryService,
    metrics: MetricsService,
  ) {
    const limits = { maxWeight: (config.readCacheMegabytes / 2) * bytesPerMegabyte, weightOf: bytesOf };
    const catalogue = new ListingCache<string, KeptAnswer>(limits);
    const ledger = new ListingCache<string, KeptAnswer>(limits);
    const freshness = catalogueFreshness(prisma);
    freshness.watch(catalogue, ledger);
    // Whoever holds or gives back here sees it here at once; the other processes see it within the bound.
    inventory.onChanged((listingIds) => {
      for (const id of listingIds) ledger.drop(id);
    });
    const { availabilityMaxAgeMs } = config;
    this.caches = { catalogue, ledger };
    this.isFresh = {
      catalogue: freshness.isFresh,
      ledger: (askedMs, nowMs) => nowMs - askedMs < availabilityMaxAgeMs,
    };
    exportTallies(metrics, this.caches);
  }

  /** Answers a read: with what is kept for its address, or else with what `load` finds. Throws what `load` throws. */
  async give<Body>(
    request: ArrivedRequest,
    response: ServerResponse,
    subject: AnswerSubject<Body>,
    load: () => Promise<Body>,
  ): Promise<void> {
    const { originalUrl } = request;
    const key = subject.hasQuery === true ? originalUrl : withoutQuery(originalUrl);
    const source = this.sourceOf(subject, load, request.route);
    sendAnswer(request, response, await this.caches[subject.kind].get(key, source));
  }

  /** Whether the address was answered before. */
  knows(url: string): boolean {
    return this.caches.catalogue.has(url) || this.caches.ledger.has(url);
  }

  /**
   * The answer to an address that was answered before, made anew where it may have changed since; undefined for any other
   * address. An address that was valid once stays so: what it names is looked up each time.
   */
  recall(url: string): KeptAnswer | Promise<KeptAnswer> | undefined {
    return this.caches.catalogue.recall(url) ?? this.caches.ledger.recall(url);
  }

  /** Kept with the answer, and therefore a function of its own: it must not hold on to a request. */
  private sourceOf<Body>(
    { kind, listingIds, listingIdsOf }: AnswerSubject<Body>,
    load: () => Promise<Body>,
    route: unknown,
  ): Source<KeptAnswer> {
    return {
      load: async () => {
        const body = await load();
        return renderAnswer(body, { route, listingIds: listingIds ?? listingIdsOf?.(body) ?? [] });
      },
      isFresh: this.isFresh[kind],
      listingIdsOf: (answer) => answer.listingIds,
      ...(listingIds === undefined ? {} : { listingIds }),
    };
  }
}

function withoutQuery(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
