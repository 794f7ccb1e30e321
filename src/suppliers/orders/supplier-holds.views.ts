import type { PrismaService } from '../../database/prisma.service.js';
import type { SupplierOrderState } from './supplier-orders.rules.js';

export interface SupplierHoldKey {
  readonly listingId: number;
  readonly holdId: string;
}

/** What a hold in a supplier's lane is for, and how it stands at the supplier. */
export interface SupplierHoldRow extends SupplierHoldKey {
  readonly supplier: string;
  readonly offerId: string;
  readonly offerExpiresAt: Date;
  /** As `readHeldOffer` understands it. */
  readonly offer: unknown;
  /** As `readHeldPassengers` understands it. */
  readonly passengers: unknown;
  readonly maxTotalMinor: bigint;
  /** The date of departure, at the origin. */
  readonly startDate: string;
  readonly holdStatus: string;
  readonly guestId: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** Of the live order, or else the last that was sent; null when none was. */
  readonly status: SupplierOrderState | null;
  readonly attempt: number | null;
  readonly orderId: string | null;
  readonly bookingReference: string | null;
  readonly orderTotalMinor: bigint | null;
  readonly orderCurrency: string | null;
  readonly spaceUntil: Date | null;
  readonly priceUntil: Date | null;
  readonly refusedReason: string | null;
  readonly refusedMessage: string | null;
  /** When the airline was first seen to have changed flights that were booked. */
  readonly changedAt: Date | null;
}

/** What supplier holds are for, in the order of the keys; undefined for holds that are none. */
export async function findSupplierHolds(
  prisma: PrismaService,
  keys: readonly SupplierHoldKey[],
): Promise<(SupplierHoldRow | undefined)[]> {
  if (keys.length === 0) return [];
  const rows = await prisma.$queryRaw<(SupplierHoldRow & { request: number })[]>`
    SELECT
      w.request::integer AS request, s.listing_id AS "listingId", s.hold_id::text AS "holdId", s.supplier,
      s.offer_id AS "offerId", s.offer_expires_at AS "offerExpiresAt", s.offer, s.passengers,
      s.max_total_minor AS "maxTotalMinor", h.start_date::text AS "startDate",
      h.status AS "holdStatus", h.guest_id AS "guestId", h.currency, h.total_minor AS "totalMinor", o.status,
      o.attempt::integer AS attempt, o.order_id AS "orderId", o.booking_reference AS "bookingReference",
      o.total_minor AS "orderTotalMinor", o.currency AS "orderCurrency", o.space_until AS "spaceUntil",
      o.price_until AS "priceUntil", o.refused_reason AS "refusedReason", o.refused_message AS "refusedMessage",
      o.changed_at AS "changedAt"
    FROM unnest(
      ${keys.map(({ listingId }) => listingId)}::integer[], ${keys.map(({ holdId }) => holdId)}::uuid[]
    ) WITH ORDINALITY AS w(listing_id, hold_id, request)
    JOIN supplier_hold s ON s.listing_id = w.listing_id AND s.hold_id = w.hold_id
    JOIN hold h ON h.listing_id = s.listing_id AND h.hold_id = s.hold_id
    LEFT JOIN LATERAL (
      SELECT x.* FROM supplier_order x
      WHERE x.listing_id = s.listing_id AND x.hold_id = s.hold_id
      ORDER BY x.status IN ('creating', 'awaiting_payment', 'paying', 'booked', 'canceling') DESC, x.attempt DESC
      LIMIT 1
    ) o ON true`;
  const found = new Map(rows.map((row) => [row.request, row]));
  return keys.map((_, index) => found.get(index + 1));
}

export async function findSupplierHold(
  prisma: PrismaService,
  key: SupplierHoldKey,
): Promise<SupplierHoldRow | undefined> {
  const [row] = await findSupplierHolds(prisma, [key]);
  return row;
}
