import type { PrismaService } from '../database/prisma.service.js';
import { listCabinRows, seatState, type SeatState } from './flight.views.js';

/** What of a flight is free at this moment. */
export interface FlightSeats {
  readonly flightId: number;
  /** Places or seats that can be held. */
  readonly cabins: readonly { readonly cabin: string; readonly available: number }[];
  /** Of cabins with assigned seats, in their order. */
  readonly seats: readonly { readonly seat: string; readonly state: SeatState }[];
}

/** What of these flights is free, departed or not: two statements for all of them. Those that are not listed are missing. */
export async function listFlightSeats(
  prisma: PrismaService,
  flightIds: readonly number[],
): Promise<FlightSeats[]> {
  const [cabins, flights] = await Promise.all([
    listCabinRows(prisma, flightIds),
    listSeatStates(prisma, flightIds),
  ]);
  return flights.map((flight) => ({
    ...flight,
    cabins: cabins
      .filter(({ flightId }) => flightId === flight.flightId)
      .map(({ cabin, available }) => ({ cabin, available })),
  }));
}

function listSeatStates(
  prisma: PrismaService,
  flightIds: readonly number[],
): Promise<Omit<FlightSeats, 'cabins'>[]> {
  return prisma.$queryRaw<Omit<FlightSeats, 'cabins'>[]>`
    WITH asked AS MATERIALIZED (
      SELECT f.listing_id, f.departure_date
      FROM unnest((SELECT ${[...flightIds]}::integer[])) AS wanted (listing_id)
      JOIN flight f ON f.listing_id = wanted.listing_id
      JOIN listing l ON l.listing_id = f.listing_id AND l.is_active
    ), overdue AS MATERIALIZED (
      SELECT h.listing_id, hi.sku_id, sum(hi.quantity)::integer AS quantity
      FROM asked a
      JOIN hold h ON h.listing_id = a.listing_id AND h.status = 'active' AND h.expires_at <= now()
      JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
      GROUP BY 1, 2
    )
    SELECT a.listing_id AS "flightId", x.seats
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT coalesce(
        jsonb_agg(jsonb_build_object('seat', s.label, 'state', ${seatState}) ORDER BY s.row, s.letter), '[]'
      ) AS seats
      FROM seat s
      JOIN sku k ON k.listing_id = s.listing_id AND k.sku_id = s.sku_id AND k.is_active
      JOIN sku ck ON ck.listing_id = s.listing_id AND ck.sku_id = s.cabin_sku_id AND ck.is_active
      LEFT JOIN inventory i ON i.listing_id = s.listing_id AND i.sku_id = s.sku_id AND i.date = a.departure_date
      LEFT JOIN overdue o ON o.listing_id = s.listing_id AND o.sku_id = s.sku_id
      WHERE s.listing_id = a.listing_id
    ) x`;
}
