import { Injectable } from '@nestjs/common';
import { toPolicyDto } from '../cancellation/to-cancellation-dto.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage } from '../http/page.dto.js';
import type { MoneyDto } from '../pricing/money.dto.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import { ListingCache } from '../read-cache/listing-cache.js';
import { flightNotFound } from './catalog.errors.js';
import { listFlightPrices, type FlightPrices } from './flight-prices.views.js';
import {
  listCabinRows,
  listFlightKeys,
  listFlightRowsById,
  listSeatRows,
  type CabinRow,
  type FlightKey,
  type FlightOrder,
  type FlightPosition,
  type FlightRow,
  type SeatRow,
} from './flight.views.js';
import type {
  CabinDto,
  FlightDto,
  FlightListDto,
  FlightsQuery,
  SeatMapDto,
  SeatRowDto,
} from './flights.dto.js';

/** One cursor per order: a cursor of one order means nothing in another. */
const departureCursors = {
  departure: cursorCodec('flights by departure', ['instant', 'id']),
  '-departure': cursorCodec('flights by departure, last first', ['instant', 'id']),
};
const priceCursors = {
  price: cursorCodec('flights by price', ['integer', 'id']),
  '-price': cursorCodec('flights by price, highest first', ['integer', 'id']),
};

/** A kilobyte each. */
const maxRowsKept = 5_000;

/** What can be read about flights. What is free comes from the ledger at that moment. */
@Injectable()
export class FlightsService {
  /** What the catalogue says of flights that are looked at by themselves. */
  private readonly rows = new ListingCache<number, FlightRow>({ maxWeight: maxRowsKept, weightOf: () => 1 });

  constructor(private readonly prisma: PrismaService) {
    catalogueFreshness(prisma).watch(this.rows);
  }

  /** A page of flights that have not departed; with `ids`, those flights. */
  async listFlights(query: FlightsQuery): Promise<FlightListDto> {
    if (query.ids !== undefined) return this.listByIds([...new Set(query.ids)]);
    const { minPrice, maxPrice, sort, limit, cursor } = query;
    if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
      throw invalidField('minPrice', 'above_max', 'minPrice must not be above maxPrice');
    }
    const keys = await listFlightKeys(this.prisma, {
      filter: {
        origin: query.origin,
        destination: query.destination,
        date: query.date,
        minPriceMinor: minPrice,
        maxPriceMinor: maxPrice,
        cabin: query.cabin,
      },
      order: sort,
      position: cursor === undefined ? undefined : readCursor(sort, cursor),
      limit: limit + 1,
    });
    const page = toPage(keys, limit, (last) => writeCursor(sort, last));
    return { ...page, data: await this.describeKeys(page.data, query.cabin) };
  }

  /** Throws `flight_not_found`. */
  async getFlight(flightId: number): Promise<FlightDto> {
    const row = await this.getRow(flightId);
    const [cabins, prices] = await Promise.all([
      listCabinRows(this.prisma, [flightId]),
      this.movingPrices([row]),
    ]);
    return toFlightDto(row, { cabins, moving: prices });
  }

  /** Throws `flight_not_found`. */
  async getSeatMap(flightId: number): Promise<SeatMapDto> {
    const row = await this.getRow(flightId);
    const { currency } = row;
    const [cabins, seats, moving] = await Promise.all([
      listCabinRows(this.prisma, [flightId]),
      listSeatRows(this.prisma, flightId),
      this.movingPrices([row]),
    ]);
    const prices = moving.get(flightId);
    return {
      flightId,
      cabins: cabins.map((cabin) => ({
        ...toCabinDto(cabin, { currency, prices }),
        rows: toRows(
          seats.filter((seat) => seat.cabin === cabin.cabin),
          { currency, prices },
        ),
      })),
    };
  }

  /** Throws `flight_not_found`. */
  private async getRow(flightId: number): Promise<FlightRow> {
    const row = (await this.findRows([flightId])).get(flightId);
    if (row === undefined) throw flightNotFound(flightId);
    return row;
  }

  private async listByIds(ids: readonly number[]): Promise<FlightListDto> {
    const rows = await this.findRows(ids);
    const data = await this.describe([...rows.values()]);
    return { data, nextCursor: null, missing: ids.filter((id) => !rows.has(id)) };
  }

  /** The flights of a page, each with what it costs now: in the cabin asked for, or in its cheapest. */
  private async describeKeys(keys: readonly FlightKey[], cabin: string | undefined): Promise<FlightDto[]> {
    const rows = await this.findRows(keys.map(({ flightId }) => flightId));
    return this.describe(
      keys.flatMap(({ flightId }) => rows.get(flightId) ?? []),
      cabin,
    );
  }

  /** What the catalogue says of those flights that exist, in the order of the ids. Those not kept are read together. */
  private async findRows(flightIds: readonly number[]): Promise<Map<number, FlightRow>> {
    const { isFresh } = catalogueFreshness(this.prisma);
    const missing: number[] = [];
    let reading: Promise<FlightRow[]> | undefined;
    const load = async (id: number): Promise<FlightRow> => {
      missing.push(id);
      // One turn later, when it is known of all whether they are kept.
      reading ??= Promise.resolve().then(() => listFlightRowsById(this.prisma, missing));
      const row = (await reading).find(({ flightId }) => flightId === id);
      if (row === undefined) throw flightNotFound(id);
      return row;
    };
    const found = await Promise.allSettled(
      flightIds.map((id) => this.rows.get(id, { load: () => load(id), isFresh, listingIds: [id] })),
    );
    const rows = new Map<number, FlightRow>();
    for (const result of found) {
      if (result.status === 'fulfilled') rows.set(result.value.flightId, result.value);
      else if (!isNotFound(result.reason)) throw result.reason;
    }
    return rows;
  }

  private async describe(rows: readonly FlightRow[], cabin?: string): Promise<FlightDto[]> {
    if (rows.length === 0) return [];
    const [cabins, prices] = await Promise.all([
      listCabinRows(
        this.prisma,
        rows.map((row) => row.flightId),
      ),
      this.movingPrices(rows),
    ]);
    return rows.map((row) => toFlightDto(row, { cabins, moving: prices, cabin }));
  }

  /** Of those flights whose prices are more than what the catalogue says; mostly there are none, and nothing is asked. */
  private movingPrices(rows: readonly FlightRow[]): Promise<FlightPrices> {
    const moving = rows.filter((row) => row.pricingRevision > 0);
    return listFlightPrices(
      this.prisma,
      moving.map((row) => row.flightId),
    );
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'flight_not_found';
}

function readCursor(sort: FlightOrder, cursor: string): FlightPosition {
  if (sort === 'price' || sort === '-price') {
    const [priceMinor, flightId] = priceCursors[sort].decode(cursor);
    return { by: 'price', priceMinor, flightId };
  }
  const [departsAt, flightId] = departureCursors[sort].decode(cursor);
  return { by: 'departure', departsAt, flightId };
}

function writeCursor(sort: FlightOrder, { priceMinor, departsAt, flightId }: FlightKey): string {
  return sort === 'price' || sort === '-price'
    ? priceCursors[sort].encode([priceMinor, flightId])
    : departureCursors[sort].encode([departsAt, flightId]);
}

/** What one costs now: as it moves, or as the catalogue says. */
interface Prices {
  readonly currency: string;
  readonly prices: ReadonlyMap<number, number> | undefined;
}

interface FlightNow {
  /** Of this flight and others. */
  readonly cabins: readonly CabinRow[];
  readonly moving: FlightPrices;
  /** The class that was asked for. */
  readonly cabin?: string | undefined;
}

function toFlightDto(row: FlightRow, { cabins: rows, moving, cabin: asked }: FlightNow): FlightDto {
  const { flightId, pricingRevision: _revision, cancellationPolicy, ...flight } = row;
  const { currency } = flight;
  const prices = moving.get(flightId);
  const cabins = rows
    .filter((cabin) => cabin.flightId === flightId)
    .map((cabin) => toCabinDto(cabin, { currency, prices }));
  return {
    // Before the others: what is added after a leading spread makes a hidden class each time (decision 22).
    flightId,
    ...flight,
    departsAt: new Date(flight.departsAt).toISOString(),
    arrivesAt: new Date(flight.arrivesAt).toISOString(),
    fromPrice: cheapestPrice(cabins.filter(({ cabin }) => asked === undefined || cabin === asked)),
    cabins,
    cancellationPolicy: toPolicyDto(cancellationPolicy, {
      currency,
      timezone: flight.origin.timezone,
      kind: 'flight',
    }),
  };
}

function cheapestPrice(cabins: readonly CabinDto[]): MoneyDto | null {
  const [first, ...others] = cabins.map(({ price }) => price);
  if (first === undefined) return null;
  return others.reduce((cheapest, price) => (price.amount < cheapest.amount ? price : cheapest), first);
}

function toCabinDto(row: CabinRow, { currency, prices }: Prices): CabinDto {
  const { cabin, seating, skuId, baseMinor, priceMinor, total, available } = row;
  return {
    cabin,
    seating,
    basePrice: { amount: baseMinor, currency },
    price: { amount: prices?.get(skuId) ?? priceMinor, currency },
    total,
    available,
  };
}

function toRows(seats: readonly SeatRow[], { currency, prices }: Prices): SeatRowDto[] {
  const rows = new Map<number, SeatRowDto>();
  for (const { row, seat, letter, position, state, skuId, priceMinor } of seats) {
    const line = rows.get(row) ?? { row, seats: [] };
    const price = { amount: prices?.get(skuId) ?? priceMinor, currency };
    line.seats.push({ seat, letter, position, state, price });
    rows.set(row, line);
  }
  return [...rows.values()];
}
