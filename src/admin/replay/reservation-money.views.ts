import type { PrismaService } from '../../database/prisma.service.js';

/** What a guest has paid for a reservation in the end. */
export interface ReservationMoney {
  readonly reservationId: string;
  /** What was taken less what goes back, in minor units. */
  readonly keptMinor: number;
}

/** Every reservation of a hotel with the money that should be with us when all refunds have gone out. */
export async function listReservationMoney(
  prisma: PrismaService,
  hotelId: number,
): Promise<ReservationMoney[]> {
  return prisma.$queryRaw<ReservationMoney[]>`
    SELECT
      r.reservation_id::text AS "reservationId",
      CASE
        WHEN r.status = 'paid' THEN r.total_minor
        WHEN r.status IN ('canceled', 'refunded') AND r.paid_at IS NOT NULL
          THEN r.total_minor - coalesce(r.refund_minor, 0)
        ELSE 0
      END::double precision AS "keptMinor"
    FROM reservation r
    WHERE r.listing_id = ${hotelId}`;
}
