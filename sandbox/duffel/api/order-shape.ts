import { airlineObject } from '../offers/places.js';
import { amountText } from '../offers/money.js';
import { conditionsObject, instantOrNull, instantText, ownerOf, sliceObject } from '../offers/shape.js';
import { hasLapsed, isLive, type StoredCancellation, type StoredOrder } from '../state/objects.js';
import type { Store } from '../state/store.js';

const minuteMs = 60_000;

/** An order as the API shows it at this moment. */
export function orderObject(order: StoredOrder, { store, now }: { store: Store; now: number }): object {
  const { offer, currency } = order;
  const delayMs = order.changes.reduce((sum, { delayMinutes }) => sum + delayMinutes, 0) * minuteMs;
  const servicesMinor = order.services.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const cancellation = order.cancellationIds
    .flatMap((id) => store.cancellations.get(id) ?? [])
    .find(({ confirmedAt }) => confirmedAt !== null);
  return {
    id: order.id,
    live_mode: false,
    type: order.type,
    content: 'managed',
    offer_id: offer.id,
    booking_reference: order.bookingReference,
    created_at: instantText(order.createdAt),
    synced_at: instantText(now),
    cancelled_at: instantOrNull(order.cancelledAt),
    owner: airlineObject(ownerOf(offer)),
    total_amount: amountText(order.totalMinor),
    total_currency: currency,
    base_amount: amountText(order.totalMinor - offer.taxMinor),
    base_currency: currency,
    tax_amount: amountText(offer.taxMinor),
    tax_currency: currency,
    conditions: conditionsObject(offer),
    slices: [sliceObject(offer, delayMs)],
    passengers: order.passengers.map((passenger) => ({ ...passenger, loyalty_programme_accounts: [] })),
    services: order.services.map((service) => ({
      id: service.id,
      type: 'seat',
      quantity: 1,
      segment_ids: [service.segmentId],
      passenger_ids: [service.passengerId],
      total_amount: amountText(service.amountMinor),
      total_currency: currency,
      metadata: { designator: service.designator, name: null, disclosures: [] },
    })),
    services_total_amount: amountText(servicesMinor),
    documents: order.ticketNumbers.map((number, index) => ({
      type: 'electronic_ticket',
      unique_identifier: number,
      passenger_ids: [order.passengers[index]?.id],
    })),
    // Also false when a hold was never paid and its time is over.
    payment_status: {
      awaiting_payment: isAwaitingPayment(order, now),
      payment_required_by: instantOrNull(order.paymentRequiredBy),
      price_guarantee_expires_at: instantOrNull(order.priceGuaranteeExpiresAt),
      paid_at: instantOrNull(order.paidAt),
    },
    metadata: order.metadata,
    available_actions: isLive(order, now) ? ['cancel', 'update'] : ['update'],
    airline_initiated_changes: order.changes
      .filter(() => !order.hasUntoldChange)
      .map(({ id, at }) => ({
        id,
        order_id: order.id,
        created_at: instantText(at),
        updated_at: instantText(at),
        action_taken: null,
        action_taken_at: null,
        available_actions: ['accept'],
        added: [sliceObject(offer, delayMs)],
        removed: [sliceObject(offer)],
        travel_agent_ticket: null,
      })),
    cancellation: cancellation ? cancellationObject(cancellation) : null,
  };
}

export function isAwaitingPayment(order: StoredOrder, now: number): boolean {
  return (
    order.type === 'hold' && order.paidAt === null && order.cancelledAt === null && !hasLapsed(order, now)
  );
}

export function cancellationObject(cancellation: StoredCancellation): object {
  const { refundMinor, currency } = cancellation;
  return {
    id: cancellation.id,
    order_id: cancellation.orderId,
    live_mode: false,
    created_at: instantText(cancellation.createdAt),
    expires_at: instantText(cancellation.expiresAt),
    confirmed_at: instantOrNull(cancellation.confirmedAt),
    refund_amount: refundMinor === null ? null : amountText(refundMinor),
    refund_currency: refundMinor === null ? null : currency,
    refund_to: cancellation.refundTo,
    airline_credits: [],
  };
}
