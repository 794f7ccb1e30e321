import type { Money } from './money.js';
import type { OfferSeatMap } from './seat-map.js';
import type { SupplierMessage } from './supplier-message.js';
import type { FoundOffers, Offer, OfferSearch } from './supplier-offer.js';
import type { CancellationQuote, OrderPayment, OrderRequest, SupplierOrder } from './supplier-order.js';

/** How a call is made. */
export interface SupplierCall {
  /** Ends the call early. A write that was sent may have been done all the same: `SupplierUnknown`. */
  readonly signal?: AbortSignal;
}

/** Where to look for an order whose answer was lost. */
export interface OrderTrace {
  readonly reference: string;
  readonly offerId: string;
}

/**
 * A third party that owns seats we resell. Every call either answers or throws a `SupplierError`: refused (a definite
 * no), unknown (a write may have been done) or unavailable (nothing was sent). No write is ever sent twice by one call:
 * suppliers know no idempotency keys, so the caller writes down what it is about to do, calls once, and when it does not
 * know how that ended it asks (`findOrders`, `getOrder`, `getCancellation`) or waits for a message.
 */
export abstract class FlightSupplier {
  /** Stands for the supplier in data and metrics, e.g. `duffel`. */
  abstract readonly key: string;

  /** Asks all airlines; those that have not answered within `timeoutMs` are left out, and `isComplete` says so. */
  abstract searchOffers(
    search: OfferSearch,
    options: SupplierCall & { readonly timeoutMs: number },
  ): Promise<FoundOffers>;

  /** The offers of an earlier search that are still there. Refused `not_found` when the search is forgotten. */
  abstract listOffers(searchId: string, call?: SupplierCall): Promise<readonly Offer[]>;

  /** The offer at its price of this moment. Refused `offer_expired`, `sold_out` or `not_found` when it is gone. */
  abstract getOffer(offerId: string, call?: SupplierCall): Promise<Offer>;

  /** Per segment; empty where the airline shows no seats. */
  abstract getSeatMaps(offerId: string, call?: SupplierCall): Promise<readonly OfferSeatMap[]>;

  /** Makes an order of an offer. A write, sent once. */
  abstract createOrder(request: OrderRequest, call?: SupplierCall): Promise<SupplierOrder>;

  /** Pays an order that was held, `total` as the order says. A write, sent once. */
  abstract payOrder(
    payment: { readonly orderId: string; readonly total: Money },
    call?: SupplierCall,
  ): Promise<OrderPayment>;

  abstract getOrder(orderId: string, call?: SupplierCall): Promise<SupplierOrder>;

  /**
   * The orders made under our reference. That there is none yet does not prove that none will be: an order whose answer
   * was lost can take its time to show.
   */
  abstract findOrders(trace: OrderTrace, call?: SupplierCall): Promise<readonly SupplierOrder[]>;

  /** What canceling would give back. Makes a quote at the supplier and changes nothing else; harmless to repeat. */
  abstract quoteCancellation(orderId: string, call?: SupplierCall): Promise<CancellationQuote>;

  /** Cancels by a quote. A write, sent once. Refused `already_canceled` when this quote, or another, was confirmed before. */
  abstract confirmCancellation(quoteId: string, call?: SupplierCall): Promise<CancellationQuote>;

  abstract getCancellation(quoteId: string, call?: SupplierCall): Promise<CancellationQuote>;

  /**
   * Reads a webhook. `rawBody` is the body as sent, before any parsing.
   *
   * @throws InvalidSupplierMessage when its signature is not the supplier's, or too old.
   */
  abstract readWebhook(
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
    rawBody: Buffer,
  ): SupplierMessage;
}
