import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { AppConfig } from '../../config/app-config.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { FlightSupplier } from '../flight-supplier.js';
import { SupplierRefused } from '../supplier.errors.js';
import type { Offer, OfferSearch } from '../supplier-offer.js';

/** A search and what it found. Offers whose time is over are left out by who reads it. */
export interface FoundSearch {
  readonly searchId: string;
  readonly offers: readonly Offer[];
  readonly isComplete: boolean;
}

interface KeptSearch extends FoundSearch {
  /** When it may no longer answer a new question. */
  readonly staleAtMs: number;
  /** When its last offer ends: until then its pages can be read. */
  readonly endsAtMs: number;
}

/** For so long a search answers who asks the same; its offers stay as they are for as long as they live. */
const freshMs = 5 * 60_000;
/** One that missed airlines, or found nothing, is asked anew sooner. */
const freshWhenIncompleteMs = 15_000;
const freshWhenEmptyMs = 60_000;

/**
 * Searches at the supplier, shared and remembered: who asks the same while one is under way waits for it, and who asks
 * within the next minutes gets what it found. Forgotten are those whose offers have ended, and, when there is no room,
 * those nobody has read for longest. In the memory of this process: another one finds a search by its id at the supplier.
 */
@Injectable()
export class OfferSearches {
  private readonly underWay = new Map<string, Promise<FoundSearch>>();
  /** In the order of the last use. */
  private readonly kept = new Map<string, KeptSearch>();
  private readonly latestOf = new Map<string, string>();
  private readonly maxOffers: number;
  private readonly timeoutMs: number;
  private readonly asked: Counter<'answer'>;
  private offerCount = 0;

  constructor(
    private readonly supplier: FlightSupplier,
    config: AppConfig,
    metrics: MetricsService,
  ) {
    this.maxOffers = config.maxOffersKept;
    this.timeoutMs = config.supplierSearchTimeoutMs;
    this.asked = metrics.counter({
      name: 'holdfast_offer_searches_total',
      help: 'Searches for offers: answered from memory, by one under way, or by the supplier',
      labelNames: ['answer'],
    });
    const count = () => this.offerCount;
    metrics.gauge({
      name: 'holdfast_offers_kept',
      help: 'Offers of suppliers this process remembers',
      collect() {
        this.set(count());
      },
    });
  }

  /** Throws `SupplierError`. It goes on when the caller has stopped waiting, for the next one. */
  find(search: OfferSearch): Promise<FoundSearch> {
    const key = searchKey(search);
    const kept = this.findFresh(key);
    if (kept !== undefined) {
      this.asked.inc({ answer: 'kept' });
      return Promise.resolve(kept);
    }
    const current = this.underWay.get(key);
    if (current !== undefined) {
      this.asked.inc({ answer: 'shared' });
      return current;
    }
    this.asked.inc({ answer: 'supplier' });
    return this.share(key, async () => {
      const found = await this.supplier.searchOffers(search, { timeoutMs: this.timeoutMs });
      this.keep(found);
      this.latestOf.set(key, found.searchId);
      return found;
    });
  }

  /**
   * An earlier search, from any process. `isComplete` is what its first page said. Undefined when its offers have ended.
   * Throws `SupplierError`.
   */
  async findAgain(searchId: string, isComplete: boolean): Promise<FoundSearch | undefined> {
    const kept = this.use(searchId);
    if (kept !== undefined) return kept;
    const key = `id ${searchId}`;
    const load = async () => {
      const found = { searchId, offers: await this.supplier.listOffers(searchId), isComplete };
      this.keep(found);
      return found;
    };
    try {
      return await (this.underWay.get(key) ?? this.share(key, load));
    } catch (error) {
      if (error instanceof SupplierRefused) return undefined;
      throw error;
    }
  }

  private share(key: string, load: () => Promise<FoundSearch>): Promise<FoundSearch> {
    const promise = load().finally(() => this.underWay.delete(key));
    this.underWay.set(key, promise);
    // Whoever waits hears of it; when nobody does any more, nobody has to.
    promise.catch(() => {});
    return promise;
  }

  private findFresh(key: string): KeptSearch | undefined {
    const searchId = this.latestOf.get(key);
    const kept = searchId === undefined ? undefined : this.kept.get(searchId);
    if (kept === undefined || kept.staleAtMs <= Date.now()) {
      this.latestOf.delete(key);
      return undefined;
    }
    return this.use(kept.searchId);
  }

  /** What is kept of a search, and that it was asked for. */
  private use(searchId: string): KeptSearch | undefined {
    const kept = this.kept.get(searchId);
    if (kept === undefined) return undefined;
    this.kept.delete(searchId);
    this.kept.set(searchId, kept);
    return kept;
  }

  private keep(found: FoundSearch): void {
    this.forget(found.searchId);
    const nowMs = Date.now();
    const endsAtMs =
      found.offers.length === 0
        ? nowMs + freshWhenEmptyMs
        : Math.max(...found.offers.map(({ expiresAt }) => expiresAt.getTime()));
    const staleAtMs = Math.min(nowMs + (found.isComplete ? freshMs : freshWhenIncompleteMs), endsAtMs);
    this.kept.set(found.searchId, { ...found, endsAtMs, staleAtMs });
    this.offerCount += weightOf(found);
    this.makeRoom(nowMs);
  }

  private makeRoom(nowMs: number): void {
    for (const { searchId, endsAtMs } of this.kept.values()) {
      if (endsAtMs <= nowMs) this.forget(searchId);
    }
    for (const searchId of this.kept.keys()) {
      if (this.offerCount <= this.maxOffers) break;
      this.forget(searchId);
    }
    for (const [key, searchId] of this.latestOf) {
      if (!this.kept.has(searchId)) this.latestOf.delete(key);
    }
  }

  private forget(searchId: string): void {
    const kept = this.kept.get(searchId);
    if (kept === undefined) return;
    this.kept.delete(searchId);
    this.offerCount -= weightOf(kept);
  }
}

/** A search without offers takes room, too. */
function weightOf({ offers }: FoundSearch): number {
  return offers.length + 1;
}

/** The same for whoever asks the same. */
export function searchKey({ origin, destination, date, passengers, cabin }: OfferSearch): string {
  return [origin, destination, date, passengers.map(String).toSorted().join('+'), cabin ?? 'any'].join(' ');
}
