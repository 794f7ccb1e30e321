import type { Database } from '../../database/database-client.js';
import type { FlightAdminDto } from '../admin/flights/flights-admin.dto.js';
import { flightColumns } from '../admin/flights/flights-admin.views.js';
import { listCabinLines } from '../export/flight-export.views.js';
import type { NamedStates, Thing } from './import-trail.js';

/** Flights by code, as administrators see them, with how much their holds weigh. */
export async function listFlightThings(db: Database, codes: readonly string[]): Promise<Thing[]> {
  const rows = await db.$queryRaw<FlightAdminDto[]>`
    SELECT ${flightColumns}, l.timezone, l.held_weight_percent::integer AS "heldWeightPercent"
    FROM flight f JOIN listing l ON l.listing_id = f.listing_id
    WHERE l.code = ANY (${[...codes]}::text[])`;
  return rows.map((row): Thing => ({
    kind: 'flight',
    id: row.flightId,
    listingId: row.flightId,
    state: { ...row },
  }));
}

/** The cabins of flights, with their limits, their tables and what is sold beyond them. */
export async function listCabinThings(
  db: Database,
  flights: ReadonlyMap<string, { readonly listingId: number }>,
): Promise<Thing[]> {
  const lines = await listCabinLines(
    db,
    [...flights.values()].map(({ listingId }) => listingId),
  );
  return lines.flatMap(({ flightCode, ...state }): Thing[] => {
    const flight = flights.get(flightCode);
    return flight === undefined
      ? []
      : [{ kind: 'cabin', id: state.class, listingId: flight.listingId, state }];
  });
}

interface SeatState {
  readonly cabin: string;
  readonly position: string;
  readonly priceMinor: number;
  readonly isAvailable: boolean;
  readonly isActive: boolean;
}

/** Seats by flight and label. */
export async function listSeatStates(
  db: Database,
  seats: readonly { readonly listingId: number; readonly label: string }[],
): Promise<ReadonlyMap<number, NamedStates>> {
  const rows = await db.$queryRaw<(SeatState & { listingId: number; label: string })[]>`
    SELECT
      t.listing_id AS "listingId", t.label, c.class AS cabin, t.position, s.base_price_minor AS "priceMinor",
      coalesce(n.total, 0) > 0 AS "isAvailable", s.is_active AS "isActive"
    FROM unnest(
      ${seats.map(({ listingId }) => listingId)}::integer[], ${seats.map(({ label }) => label)}::text[]
    ) AS k (listing_id, label)
    JOIN seat t ON t.listing_id = k.listing_id AND t.label = k.label
    JOIN sku s ON s.listing_id = t.listing_id AND s.sku_id = t.sku_id
    JOIN cabin c ON c.listing_id = t.listing_id AND c.sku_id = t.cabin_sku_id
    JOIN flight f ON f.listing_id = t.listing_id
    LEFT JOIN inventory n ON n.listing_id = t.listing_id AND n.sku_id = t.sku_id AND n.date = f.departure_date
    ORDER BY t.listing_id, t.sku_id`;
  const flights = new Map<number, Map<string, Thing['state']>>();
  for (const { listingId, label, ...state } of rows) {
    const known = flights.get(listingId) ?? new Map<string, Thing['state']>();
    flights.set(listingId, known.set(label, state));
  }
  return flights;
}
