import type { World } from '../harness/world.js';
import type {
  BookedPayment,
  EventFact,
  Facts,
  HoldFact,
  PaymentFact,
  RefundFact,
  ReservationFact,
  SupplierCancellationFact,
  SupplierOrderFact,
  TotalFact,
} from './facts.js';

/** Reads everything, past the proxies. To be called when nothing is under way any more. */
export async function readFacts(world: World): Promise<Facts> {
  const query = <Row extends object>(text: string): Promise<Row[]> => world.query<Row>(text);
  const { payments: books } = await world.askSandbox<{ payments: BookedPayment[] }>('/_sandbox/books');
  return {
    books,
    holds: await query<HoldFact>(holdsSql),
    totals: await query<TotalFact>(totalsSql),
    events: await query<EventFact>(eventsSql),
    reservations: await query<ReservationFact>(reservationsSql),
    payments: await query<PaymentFact>(paymentsSql),
    refunds: await query<RefundFact>(refundsSql),
    supplierOrders: await query<SupplierOrderFact>(supplierOrdersSql),
    supplierCancellations: await query<SupplierCancellationFact>(supplierCancellationsSql),
    flightBooks: await world.supplier?.readBooks(),
  };
}

const holdsSql = `
  SELECT
    h.listing_id AS "listingId", l.kind = 'flight' AS "isFlight", h.hold_id::text AS "holdId", h.guest_id AS "guestId", h.status,
    h.start_date::text AS "startDate", h.end_date::text AS "endDate",
    (extract(epoch FROM h.expires_at) * 1000)::float8 AS "expiresAt", h.extended_at IS NOT NULL AS "isExtended",
    h.end_cause AS "endCause", h.replaces_hold_id::text AS "replacesHoldId", h.total_minor::float8 AS "totalMinor",
    s.offer_id AS "offerId", s.max_total_minor::float8 AS "maxTotalMinor",
    (
      SELECT (extract(epoch FROM min(o.space_until)) * 1000)::float8 FROM supplier_order o
      WHERE o.listing_id = h.listing_id AND o.hold_id = h.hold_id
    ) AS "spaceUntil",
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('skuId', i.sku_id, 'isSeat', s.kind = 'seat', 'quantity', i.quantity))
      FROM hold_item i JOIN sku s ON s.listing_id = i.listing_id AND s.sku_id = i.sku_id
      WHERE i.listing_id = h.listing_id AND i.hold_id = h.hold_id
    ), '[]') AS items
  FROM hold h
  JOIN listing l ON l.listing_id = h.listing_id
  LEFT JOIN supplier_hold s ON s.listing_id = h.listing_id AND s.hold_id = h.hold_id`;

const totalsSql = `
  SELECT t.listing_id AS "listingId", t.sku_id AS "skuId", t.date::text AS date, t.total,
    t.overbooking_percent AS "overbookingPercent", (extract(epoch FROM t.changed_at) * 1000)::float8 AS "changedAt"
  FROM chaos_total t ORDER BY t.changed_at`;

const eventsSql = `
  SELECT e.event_id::text AS "eventId", e.subject_id::text AS "subjectId", e.type, e.cause, (extract(epoch FROM e.occurred_at) * 1000)::float8 AS at,
    e.data ->> 'paymentId' AS "paymentId", e.data ->> 'refundId' AS "refundId",
    (e.data ->> 'attempt')::integer AS attempt
  FROM event e ORDER BY e.occurred_at, e.event_id`;

const reservationsSql = `
  SELECT r.reservation_id::text AS "reservationId", r.guest_id AS "guestId", r.hold_id::text AS "holdId", r.status,
    r.total_minor::float8 AS "totalMinor", r.refund_minor::float8 AS "refundMinor",
    r.late_outcome AS "lateOutcome", r.paid_at IS NOT NULL AS "wasPaid"
  FROM reservation r`;

const paymentsSql = `
  SELECT p.payment_id::text AS "paymentId", p.reservation_id::text AS "reservationId", p.status,
    p.amount_minor::float8 AS "amountMinor", p.provider_payment_id AS "providerPaymentId"
  FROM payment p`;

const supplierOrdersSql = `
  SELECT o.hold_id::text AS "holdId", o.attempt::integer AS attempt, o.kind, o.status, o.reference,
    o.order_id AS "orderId"
  FROM supplier_order o`;

const supplierCancellationsSql = `
  SELECT c.reservation_id::text AS "reservationId", c.supplier_quote_id AS "supplierQuoteId", c.status,
    c.refund_minor::float8 AS "refundMinor"
  FROM supplier_cancellation c`;

const refundsSql = `
  SELECT f.refund_id::text AS "refundId", f.reservation_id::text AS "reservationId", f.payment_id::text AS "paymentId",
    f.status, f.cause, f.amount_minor::float8 AS "amountMinor"
  FROM refund f`;
