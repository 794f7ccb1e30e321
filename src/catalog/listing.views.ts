import type { PrismaService } from '../database/prisma.service.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Night } from '../stays/night.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import { ListingCache } from '../read-cache/listing-cache.js';
import {
  cabinHasAssignedSeats,
  cabinNotFound,
  flightDeparted,
  flightNotFound,
  hotelNotFound,
  roomTypesNotFound,
  seatsNotFound,
} from './catalog.errors.js';

/** What has to be known about a hotel to book in it. */
export interface BookableHotel {
  readonly hotelId: number;
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  /** `HH:MM`, local. */
  readonly checkInTime: string;
  readonly roomTypes: ReadonlyMap<number, { readonly code: string; readonly name: string }>;
}

export interface BookableCabin {
  readonly skuId: number;
  readonly class: string;
  readonly seating: 'open' | 'assigned';
}

/** What has to be known about a flight to book on it. */
export interface BookableFlight {
  readonly flightId: number;
  readonly currency: string;
  readonly timezone: string;
  /** RFC 3339, UTC. */
  readonly departsAt: string;
  /** The date at the origin: the one its inventory has. */
  readonly departureDate: Night;
  readonly cabins: readonly BookableCabin[];
  /** Ids by label, of seats that are sold by their label. */
  readonly seats: ReadonlyMap<string, number>;
}

/** How the API speaks of a SKU. */
export type SkuName =
  | { readonly kind: 'room_type'; readonly name: string }
  | { readonly kind: 'cabin'; readonly cabin: string }
  | { readonly kind: 'seat'; readonly cabin: string; readonly seat: string };
export type SkuNames = ReadonlyMap<number, SkuName>;

/** Every hotel of a large catalogue: one is a kilobyte or two, a flight with assigned seats some twenty. */
const maxHotels = 30_000;
const maxFlights = 1_000;

interface Caches {
  readonly hotels: ListingCache<number, BookableHotel>;
  readonly flights: ListingCache<number, BookableFlight>;
  readonly names: ListingCache<number, SkuNames>;
}

/** By database, so that two of them in one process never mix. */
const cachesOf = new WeakMap<PrismaService, Caches>();

function caches(prisma: PrismaService): Caches {
  const known = cachesOf.get(prisma);
  if (known !== undefined) return known;
  const made: Caches = {
    hotels: new ListingCache({ maxWeight: maxHotels, weightOf: () => 1 }),
    flights: new ListingCache({ maxWeight: maxFlights, weightOf: () => 1 }),
    names: new ListingCache({ maxWeight: maxFlights, weightOf: () => 1 }),
  };
  catalogueFreshness(prisma).watch(made.hotels, made.flights, made.names);
  cachesOf.set(prisma, made);
  return made;
}

/** What is kept of a listing until it changes. */
function keep<Value>(
  prisma: PrismaService,
  cache: ListingCache<number, Value>,
  listingId: number,
  load: () => Promise<Value>,
): Promise<Value> {
  const { isFresh } = catalogueFreshness(prisma);
  return cache.get(listingId, { load, isFresh, listingIds: [listingId] });
}

/** A hotel that takes bookings, as of a second ago at the latest. Throws `hotel_not_found`. */
export function getHotelForBooking(prisma: PrismaService, hotelId: number): Promise<BookableHotel> {
  return keep(prisma, caches(prisma).hotels, hotelId, () => loadHotel(prisma, hotelId));
}

async function loadHotel(prisma: PrismaService, hotelId: number): Promise<BookableHotel> {
  const [row] = await prisma.queryRows<
    Omit<BookableHotel, 'roomTypes'> & { roomTypes: { skuId: number; code: string; name: string }[] }
  >(Prisma.sql`
    SELECT
      l.listing_id AS "hotelId", h.name, l.timezone, l.currency, h.check_in_time AS "checkInTime",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('skuId', t.sku_id, 'code', t.code, 'name', t.name) ORDER BY t.sku_id)
        FROM room_type t JOIN sku k ON k.listing_id = t.listing_id AND k.sku_id = t.sku_id
        WHERE t.listing_id = l.listing_id AND k.is_active
      ), '[]') AS "roomTypes"
    FROM listing l JOIN hotel h ON h.listing_id = l.listing_id
    WHERE l.listing_id = ${hotelId}::integer AND l.is_active
  `);
  if (row === undefined) throw hotelNotFound(hotelId);
  return { ...row, roomTypes: new Map(row.roomTypes.map(({ skuId, ...type }) => [skuId, type])) };
}

/**
 * A flight that takes bookings, as of a second ago at the latest. Throws `flight_not_found`, and `flight_departed` once
 * `now` is past its departure.
 */
export async function getFlightForBooking(
  prisma: PrismaService,
  flightId: number,
  now: Date = new Date(),
): Promise<BookableFlight> {
  const flight = await keep(prisma, caches(prisma).flights, flightId, () => loadFlight(prisma, flightId));
  if (Date.parse(flight.departsAt) <= now.getTime()) throw flightDeparted(flightId, flight.departsAt);
  return flight;
}

async function loadFlight(prisma: PrismaService, flightId: number): Promise<BookableFlight> {
  const [row] = await prisma.$queryRaw<
    (Omit<BookableFlight, 'seats' | 'departsAt'> & { departsAt: Date; seats: Record<string, number> })[]
  >`
    SELECT
      l.listing_id AS "flightId", l.currency, l.timezone, f.departs_at AS "departsAt",
      f.departure_date::text AS "departureDate",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('skuId', c.sku_id, 'class', c.class, 'seating', c.seating) ORDER BY c.sku_id)
        FROM cabin c JOIN sku k ON k.listing_id = c.listing_id AND k.sku_id = c.sku_id
        WHERE c.listing_id = l.listing_id AND k.is_active
      ), '[]') AS cabins,
      coalesce((
        SELECT jsonb_object_agg(s.label, s.sku_id)
        FROM seat s
        JOIN sku k ON k.listing_id = s.listing_id AND k.sku_id = s.sku_id AND k.is_active
        JOIN sku c ON c.listing_id = s.listing_id AND c.sku_id = s.cabin_sku_id AND c.is_active
        WHERE s.listing_id = l.listing_id
      ), '{}') AS seats
    FROM listing l JOIN flight f ON f.listing_id = l.listing_id
    WHERE l.listing_id = ${flightId} AND l.is_active
  `;
  if (row === undefined) throw flightNotFound(flightId);
  return { ...row, departsAt: row.departsAt.toISOString(), seats: new Map(Object.entries(row.seats)) };
}

/** What the SKUs of a listing are called, also of one that is no longer sold. Empty for an unknown listing. */
export function getSkuNames(prisma: PrismaService, listingId: number): Promise<SkuNames> {
  return keep(prisma, caches(prisma).names, listingId, async () => {
    const rows = await prisma.$queryRaw<{ skuId: number; name: SkuName }[]>`
      SELECT t.sku_id AS "skuId", jsonb_build_object('kind', 'room_type', 'name', t.name) AS name
      FROM room_type t WHERE t.listing_id = ${listingId}
      UNION ALL
      SELECT c.sku_id, jsonb_build_object('kind', 'cabin', 'cabin', c.class)
      FROM cabin c WHERE c.listing_id = ${listingId}
      UNION ALL
      SELECT s.sku_id, jsonb_build_object('kind', 'seat', 'cabin', c.class, 'seat', s.label)
      FROM seat s JOIN cabin c ON c.listing_id = s.listing_id AND c.sku_id = s.cabin_sku_id
      WHERE s.listing_id = ${listingId}
    `;
    return new Map(rows.map((row) => [row.skuId, row.name]));
  });
}

/** Throws `room_type_not_found`, naming those that are not of this hotel as it was read. */
export function assertRoomTypes(
  hotel: { readonly hotelId: number; readonly roomTypes: ReadonlyMap<number, unknown> },
  roomTypeIds: readonly number[],
): void {
  const unknown = roomTypeIds.filter((id) => !hotel.roomTypes.has(id));
  if (unknown.length > 0) throw roomTypesNotFound(hotel.hotelId, unknown);
}

/** The SKU ids of seats, in the order of the labels. Throws `seat_not_found`, naming those that do not exist. */
export function resolveSeats(flight: BookableFlight, labels: readonly string[]): number[] {
  const unknown = labels.filter((label) => !flight.seats.has(label));
  if (unknown.length > 0) throw seatsNotFound(flight.flightId, unknown);
  return labels.flatMap((label) => flight.seats.get(label) ?? []);
}

/** The SKU id of a cabin with open seating. Throws `cabin_not_found`, or `cabin_has_assigned_seats`. */
export function resolveCabin(flight: BookableFlight, cabinClass: string): number {
  const cabin = flight.cabins.find((candidate) => candidate.class === cabinClass);
  if (cabin === undefined) throw cabinNotFound(flight.flightId, cabinClass);
  if (cabin.seating === 'assigned') throw cabinHasAssignedSeats(flight.flightId, cabinClass);
  return cabin.skuId;
}

/** The currency of an active listing of that kind, or of one in any state; undefined when there is none. */
export async function findListingCurrency(
  prisma: PrismaService,
  listingId: number,
  kind: 'hotel' | 'flight',
  { withRetired = false }: { readonly withRetired?: boolean } = {},
): Promise<string | undefined> {
  const listing = await prisma.listing.findUnique({
    where: { listingId, kind, ...(withRetired ? {} : { isActive: true }) },
    select: { currency: true },
  });
  return listing?.currency;
}

/** Those of the listings that are there and not retired. */
export async function listActiveListings(
  prisma: PrismaService,
  listingIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await prisma.$queryRaw<{ listingId: number }[]>`
    SELECT l.listing_id AS "listingId" FROM listing l
    WHERE l.listing_id = ANY (${[...listingIds]}::integer[]) AND l.is_active`;
  return new Set(rows.map(({ listingId }) => listingId));
}
