import { InvalidInput } from '../../common/json-body.js';
import type { Sandbox } from '../sandbox.js';
import { hasLapsed, isLive, type StoredOrder } from '../state/objects.js';
import type { Store } from '../state/store.js';
import { instantOrNull, instantText } from '../offers/shape.js';

/** Where an order stands: `booked` is paid, `lapsed` was not paid in time. */
export type OrderState = 'awaiting_payment' | 'booked' | 'lapsed' | 'cancelled';

function stateOf(order: StoredOrder, now: number): OrderState {
  if (order.cancelledAt !== null) return 'cancelled';
  if (order.paidAt !== null) return 'booked';
  return hasLapsed(order, now) ? 'lapsed' : 'awaiting_payment';
}

/** One order with what truly became of seats and money, amounts in minor units. */
export function bookEntry(order: StoredOrder, store: Store, now: number): object {
  const payments = order.paymentIds.flatMap((id) => store.payments.get(id) ?? []);
  const cancellations = order.cancellationIds.flatMap((id) => store.cancellations.get(id) ?? []);
  return {
    id: order.id,
    type: order.type,
    state: stateOf(order, now),
    /** Whether it takes seats. */
    live: isLive(order, now),
    // Not to be seen through the API yet.
    hidden: order.visibleAt > now,
    metadata: order.metadata,
    offerId: order.offer.id,
    bookingReference: order.bookingReference,
    passengers: order.passengers.map((each) => `${each.given_name} ${each.family_name}`),
    seats: order.services.map(({ designator }) => designator),
    flights: order.offer.flights.map((flight) => `${flight.airline}${flight.number}`),
    departsAt: instantOrNull(order.offer.flights[0]?.departsAt ?? null),
    currency: order.currency,
    total: order.totalMinor,
    bookedTotal: order.bookedTotalMinor,
    paid: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    refunded: cancellations.reduce((sum, { refundedMinor }) => sum + refundedMinor, 0),
    createdAt: instantText(order.createdAt),
    paidAt: instantOrNull(order.paidAt),
    cancelledAt: instantOrNull(order.cancelledAt),
    cancelledBy: order.cancelledBy ?? null,
    paymentRequiredBy: instantOrNull(order.paymentRequiredBy),
    priceGuaranteeExpiresAt: instantOrNull(order.priceGuaranteeExpiresAt),
    changes: order.changes.length,
    tickets: order.ticketNumbers,
    payments: payments.map(({ id, amountMinor, createdAt }) => ({
      id,
      amount: amountMinor,
      createdAt: instantText(createdAt),
    })),
    cancellations: cancellations.map((each) => ({
      id: each.id,
      createdAt: instantText(each.createdAt),
      expiresAt: instantText(each.expiresAt),
      confirmedAt: instantOrNull(each.confirmedAt),
      refund: each.refundMinor,
      refundTo: each.refundTo,
      refunded: each.refundedMinor,
    })),
  };
}

/** Which orders the books are opened at. */
interface BookPage {
  readonly after: string | undefined;
  readonly limit: number;
  readonly metadata: readonly [key: string, value: string] | undefined;
}

function readPage(query: string, store: Store): BookPage {
  const params = new URLSearchParams(query);
  const unknown = [...params.keys()].find((name) => !['after', 'limit', 'metadata'].includes(name));
  if (unknown !== undefined) throw new InvalidInput(`Received unknown parameter: ${unknown}`, unknown);
  const after = params.get('after') ?? undefined;
  if (after !== undefined && !store.orders.has(after)) {
    throw new InvalidInput('`after` must be an order.', 'after');
  }
  const limit = Number(params.get('limit') ?? Infinity);
  if (!(limit >= 1)) throw new InvalidInput('`limit` must be at least 1.', 'limit');
  const pair = params.get('metadata');
  if (pair === null) return { after, limit, metadata: undefined };
  const colon = pair.indexOf(':');
  if (colon < 0) throw new InvalidInput('`metadata` must be key:value.', 'metadata');
  return { after, limit, metadata: [pair.slice(0, colon), pair.slice(colon + 1)] };
}

/** The books of one moment, oldest order first. `next` is what to send as `after` for the following page. */
export function books({ store }: Sandbox, query: string): object {
  const now = Date.now();
  const { after, limit, metadata } = readPage(query, store);
  const entries: object[] = [];
  let last: string | null = null;
  let next: string | null = null;
  for (const order of after === undefined ? store.orders.oldest() : store.orders.newerThan(after)) {
    if (metadata && order.metadata[metadata[0]] !== metadata[1]) continue;
    if (entries.length >= limit) {
      next = last;
      break;
    }
    entries.push(bookEntry(order, store, now));
    last = order.id;
  }
  const { limitMinor, paidMinor, refundedMinor } = store.balance;
  return {
    balance: {
      left: limitMinor === null ? null : limitMinor - paidMinor + refundedMinor,
      paid: paidMinor,
      refunded: refundedMinor,
    },
    next,
    orders: entries,
    pending: [...store.pending.oldest()].map(({ id, decidesAt, outcome, order }) => ({
      id,
      decidesAt: instantText(decidesAt),
      outcome,
      offerId: order.offer.id,
      metadata: order.metadata,
    })),
    failed: [...store.failed.oldest()].map(({ id, failedAt, offerId, metadata: sent }) => ({
      id,
      failedAt: instantText(failedAt),
      offerId,
      metadata: sent,
    })),
  };
}
