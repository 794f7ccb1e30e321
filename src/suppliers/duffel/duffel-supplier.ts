import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { FlightSupplier, type OrderTrace, type SupplierCall } from '../flight-supplier.js';
import { SupplierGuards } from '../guard/supplier-guards.js';
import type { Money } from '../money.js';
import type { OfferSeatMap } from '../seat-map.js';
import { SupplierRefused, SupplierUnknown } from '../supplier.errors.js';
import type { SupplierMessage } from '../supplier-message.js';
import type { FoundOffers, Offer, OfferSearch } from '../supplier-offer.js';
import type { CancellationQuote, OrderPayment, OrderRequest, SupplierOrder } from '../supplier-order.js';
import { UnreadableAnswer, type Fields } from './answer-fields.js';
import { toDecimal } from './decimal-money.rules.js';
import { DuffelClient, type DuffelAnswer, type DuffelRequest } from './duffel-client.js';
import { duffelKey, readOffer } from './read-offer.rules.js';
import { readCancellation, readOrder, readPayment } from './read-order.rules.js';
import { readSeatMap } from './read-seat-maps.rules.js';
import { readMessage, verifySignature } from './read-webhook.rules.js';
import { orderBody, searchBody } from './request-bodies.rules.js';

/** What a sandbox is told; it accepts any test token. */
const sandboxToken = 'duffel_test_sandbox';

/** Duffel gives 200 of a list at a time. Of a search the cheapest 600 are kept: nobody reads on. */
const pageSize = 200;
const maxOfferPages = 3;
const maxOrderPages = 5;

/** What Duffel takes as `supplier_timeout`; anything else is ignored there. */
const minSupplierTimeoutMs = 2_000;
const maxSupplierTimeoutMs = 60_000;
/** Of the time for a search, kept for reading what was found. */
const listingMs = 1_000;
/** Longer than Duffel means to take: what it finds is then there for the next who asks. */
const searchPatienceMs = 10_000;
/** How long a stop leaves to what is under way; an order whose answer was not waited for is looked for later. */
const stopPatienceMs = 3_000;

/** Duffel's API v2 over HTTP (docs/duffel.md). What it answers is read in `read-….rules.ts`, what it refuses in `duffel-failure.rules.ts`. */
@Injectable()
export class DuffelSupplier extends FlightSupplier implements OnModuleDestroy {
  readonly key = duffelKey;
  private readonly logger = new Logger('Suppliers');
  private readonly client: DuffelClient;

  constructor(
    private readonly config: AppConfig,
    guards: SupplierGuards,
  ) {
    super();
    const options = {
      baseUrl: config.flightSupplierUrl,
      accessToken: config.duffelAccessToken ?? sandboxToken,
    };
    this.client = new DuffelClient(options, guards.of(duffelKey));
  }

  /** The first that is told of a stop: what others wait for then must not take as long as an airline may. */
  onModuleDestroy(): void {
    setTimeout(() => this.close(), stopPatienceMs).unref();
  }

  /** Ends every call, at once. */
  close(): void {
    this.client.close();
  }

  async searchOffers(
    search: OfferSearch,
    { timeoutMs, signal }: SupplierCall & { timeoutMs: number },
  ): Promise<FoundOffers> {
    const supplierTimeoutMs = Math.min(
      Math.max(timeoutMs - listingMs, minSupplierTimeoutMs),
      maxSupplierTimeoutMs,
    );
    const request: DuffelRequest = {
      call: 'searchOffers',
      lane: 'search',
      method: 'POST',
      path: '/air/offer_requests',
      // All at once, an answer may have ten thousand offers; the list below has the cheapest of them.
      query: { return_offers: 'false', supplier_timeout: String(supplierTimeoutMs) },
      data: searchBody(search),
      isWrite: false,
      timeoutMs: supplierTimeoutMs + searchPatienceMs,
      signal,
    };
    const askedMs = performance.now();
    const answer = await this.client.send(request);
    // Duffel does not say which airlines it gave up on, but it waits for them that long.
    const isComplete = performance.now() - askedMs < supplierTimeoutMs;
    const searchId = this.client.understand(request, answer, (body) => body.member('data').text('id'));
    return { searchId, offers: await this.listOffers(searchId, { signal }), isComplete };
  }

  async listOffers(searchId: string, { signal }: SupplierCall = {}): Promise<Offer[]> {
    const offers: Offer[] = [];
    const query = { offer_request_id: searchId, sort: 'total_amount', limit: String(pageSize) };
    const request = { call: 'listOffers', lane: 'search', path: '/air/offers', query, signal } as const;
    const read = (body: Fields) => this.readOffers(body);
    for await (const page of this.pages(request, maxOfferPages, read)) offers.push(...page);
    return offers;
  }

  async getOffer(offerId: string, { signal }: SupplierCall = {}): Promise<Offer> {
    const path = `/air/offers/${encodeURIComponent(offerId)}`;
    const offer = await this.readOne({ call: 'getOffer', path, signal }, readOffer);
    if (offer.expiresAt.getTime() > Date.now()) return offer;
    // What reading an expired offer answers is not documented.
    throw new SupplierRefused(
      { reason: 'offer_expired', supplierCode: 'offer_expired', supplierMessage: 'The offer has expired' },
      { supplier: duffelKey, call: 'getOffer' },
    );
  }

  async getSeatMaps(offerId: string, { signal }: SupplierCall = {}): Promise<OfferSeatMap[]> {
    const request = { call: 'getSeatMaps', path: '/air/seat_maps', query: { offer_id: offerId }, signal };
    const answer = await this.client.read({
      ...request,
      lane: 'question',
      timeoutMs: this.config.supplierTimeoutMs,
    });
    return this.client.understand(request, answer, (body) => body.list('data', readSeatMap));
  }

  async createOrder(order: OrderRequest, { signal }: SupplierCall = {}): Promise<SupplierOrder> {
    const request = this.write('createOrder', '/air/orders', orderBody(order), signal);
    const answer = await this.client.send({ ...request, isOrderCreation: true });
    // 200: the airline has it and Duffel cannot show it yet. 202: nobody knows yet.
    if (answer.status !== 201) throw this.accepted(request, answer);
    return this.client.understand(request, answer, (body) => readOrder(body.member('data')));
  }

  async payOrder(
    { orderId, total }: { orderId: string; total: Money },
    { signal }: SupplierCall = {},
  ): Promise<OrderPayment> {
    const payment = { type: 'balance', amount: toDecimal(total), currency: total.currency };
    const request = this.write('payOrder', '/air/payments', { order_id: orderId, payment }, signal);
    const answer = await this.client.send(request);
    if (answer.status === 202) throw this.accepted(request, answer);
    const paid = this.client.understand(request, answer, (body) => readPayment(body.member('data'), orderId));
    if (paid.status !== 'failed') return paid;
    throw new SupplierRefused(
      { reason: 'payment_declined', supplierCode: paid.why, supplierMessage: 'The payment failed' },
      { supplier: duffelKey, call: 'payOrder', requestId: answer.requestId },
    );
  }

  async getOrder(orderId: string, { signal }: SupplierCall = {}): Promise<SupplierOrder> {
    const path = `/air/orders/${encodeURIComponent(orderId)}`;
    return this.readOne({ call: 'getOrder', path, signal }, readOrder);
  }

  /** Orders cannot be asked for by their metadata: those of the offer are, and looked through. */
  async findOrders(
    { offerId, reference }: OrderTrace,
    { signal }: SupplierCall = {},
  ): Promise<SupplierOrder[]> {
    const orders: SupplierOrder[] = [];
    const query = { offer_id: offerId, limit: String(pageSize) };
    const request = { call: 'findOrders', lane: 'question', path: '/air/orders', query, signal } as const;
    const read = (body: Fields) => body.list('data', readOrder);
    for await (const page of this.pages(request, maxOrderPages, read)) orders.push(...page);
    return orders.filter((order) => order.reference === reference);
  }

  async quoteCancellation(orderId: string, { signal }: SupplierCall = {}): Promise<CancellationQuote> {
    const write = this.write('quoteCancellation', '/air/order_cancellations', { order_id: orderId }, signal);
    // It cancels nothing: when its answer is lost, another quote takes its place.
    const request = {
      ...write,
      lane: 'question',
      isWrite: false,
      timeoutMs: this.config.supplierTimeoutMs,
    } as const;
    return this.readCancellation(request, await this.client.send(request));
  }

  async confirmCancellation(quoteId: string, { signal }: SupplierCall = {}): Promise<CancellationQuote> {
    const path = `/air/order_cancellations/${encodeURIComponent(quoteId)}/actions/confirm`;
    const request = this.write('confirmCancellation', path, undefined, signal);
    const answer = await this.client.send(request);
    if (answer.status === 202) throw this.accepted(request, answer);
    return this.readCancellation(request, answer);
  }

  async getCancellation(quoteId: string, { signal }: SupplierCall = {}): Promise<CancellationQuote> {
    const path = `/air/order_cancellations/${encodeURIComponent(quoteId)}`;
    return this.readOne({ call: 'getCancellation', path, signal }, readCancellation);
  }

  readWebhook(
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
    rawBody: Buffer,
  ): SupplierMessage {
    verifySignature(headers['x-duffel-signature'], rawBody, {
      secrets: this.config.duffelWebhookSecrets,
      nowMs: Date.now(),
    });
    return readMessage(rawBody);
  }

  /** The pages of a list, so many at most. */
  private async *pages<Page>(
    request: Omit<DuffelRequest, 'method' | 'isWrite' | 'timeoutMs'>,
    maxPages: number,
    read: (body: Fields) => Page,
  ): AsyncGenerator<Page> {
    let after: string | null = null;
    for (let page = 0; page < maxPages; page += 1) {
      const query: Record<string, string> = { ...request.query, ...(after !== null && { after }) };
      const answer = await this.client.read({ ...request, query, timeoutMs: this.config.supplierTimeoutMs });
      yield this.client.understand(request, answer, read);
      const readAfter = (body: Fields) => body.memberOrNull('meta')?.textOrNull('after') ?? null;
      after = this.client.understand(request, answer, readAfter);
      if (after === null) return;
    }
  }

  private async readOne<Thing>(
    request: { call: string; path: string; signal?: AbortSignal },
    read: (data: Fields) => Thing,
  ): Promise<Thing> {
    const { supplierTimeoutMs } = this.config;
    const answer = await this.client.read({ ...request, lane: 'question', timeoutMs: supplierTimeoutMs });
    return this.client.understand(request, answer, (body) => read(body.member('data')));
  }

  private readCancellation(request: DuffelRequest, answer: DuffelAnswer): CancellationQuote {
    return this.client.understand(request, answer, (body) => readCancellation(body.member('data')));
  }

  /** One offer that cannot be read does not hide the others. */
  private readOffers(body: Fields): Offer[] {
    const unreadable: UnreadableAnswer[] = [];
    const offers = body.list('data', (offer) => {
      try {
        return offer.isTrue('partial') ? [] : [readOffer(offer)];
      } catch (error) {
        if (!(error instanceof UnreadableAnswer)) throw error;
        unreadable.push(error);
        return [];
      }
    });
    const [first] = unreadable;
    if (first !== undefined) {
      this.logger.warn(`${unreadable.length} offers of ${duffelKey} cannot be read, e.g. ${first.message}`);
    }
    return offers.flat();
  }

  private write(call: string, path: string, data: object | undefined, signal?: AbortSignal): DuffelRequest {
    const timeoutMs = this.config.supplierWriteTimeoutMs;
    return { call, lane: 'order', method: 'POST', path, data, isWrite: true, timeoutMs, signal };
  }

  private accepted({ call }: DuffelRequest, { status, requestId }: DuffelAnswer): SupplierUnknown {
    return new SupplierUnknown('accepted', `status ${status}`, { supplier: duffelKey, call, requestId });
  }
}
