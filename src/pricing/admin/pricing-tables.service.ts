import { Injectable } from '@nestjs/common';
import type { AuditKind } from '../../audit/audit-kinds.js';
import { writeAudit } from '../../audit/write-audit.js';
import type { ChangeBy } from '../../catalog/admin/change-by.js';
import { cabinNotFound } from '../../catalog/catalog.errors.js';
import {
  assertRoomTypes,
  getFlightForBooking,
  getHotelForBooking,
  type BookableFlight,
} from '../../catalog/listing.views.js';
import type { Database } from '../../database/database-client.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { invalidField } from '../../errors/invalid-request.js';
import { assertCurrent } from '../../http/etag.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { toBasisPoints } from './pricing-rules.service.js';
import type {
  CabinPricingDto,
  FlightPricingDto,
  HotelPricingDto,
  OccupancyTableDto,
  PriceLimitsDto,
  RoomTypePricingDto,
  SeatsLeftTableDto,
} from './pricing-tables.dto.js';
import {
  lockPricing,
  replaceOccupancyTable,
  replaceSeatsLeftTable,
  setHeldWeight,
  setPriceLimits,
} from './pricing-tables.queries.js';
import { hotelItself, readFlightPricing, readHotelPricing } from './read-pricing.js';

/** One change of what makes the prices of a hotel or flight. */
interface PricingStep<Pricing> {
  readonly listingId: number;
  readonly read: (db: Database) => Promise<Pricing>;
  readonly write: (tx: Database) => Promise<unknown>;
  readonly kind: AuditKind;
  readonly id: number | string;
  /** What of it is changed, for the audit trail. */
  readonly part: (pricing: Pricing) => object | undefined;
}

/** Tables by occupancy and by seats left, and the limits of prices. */
@Injectable()
export class PricingTablesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Throws `hotel_not_found`. */
  async getOfHotel(hotelId: number): Promise<HotelPricingDto> {
    return readHotelPricing(this.prisma, await getHotelForBooking(this.prisma, hotelId));
  }

  /** Throws `flight_not_found`, `flight_departed`. */
  async getOfFlight(flightId: number): Promise<FlightPricingDto> {
    return readFlightPricing(this.prisma, await getFlightForBooking(this.prisma, flightId));
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, 412. */
  async setOccupancy(
    hotelId: number,
    { roomTypeId, steps, heldWeightPercent }: OccupancyTableDto,
    by: ChangeBy,
  ): Promise<HotelPricingDto> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    if (roomTypeId !== undefined) assertRoomTypes(hotel, [roomTypeId]);
    const table = steps.map(({ fromPercent, factor }) => ({
      thresholdPercent: fromPercent,
      factorBp: toBasisPoints(factor),
    }));
    return this.change(by, {
      listingId: hotelId,
      read: (db) => readHotelPricing(db, hotel),
      write: async (tx) => {
        if (heldWeightPercent !== undefined) await setHeldWeight(tx, hotelId, heldWeightPercent);
        await replaceOccupancyTable(tx, { listingId: hotelId, skuId: roomTypeId ?? hotelItself }, table);
      },
      kind: 'pricing_table',
      id: roomTypeId ?? 'hotel',
      part: (pricing) => ({
        steps: roomTypeId === undefined ? pricing.occupancy : roomTypeIn(pricing, roomTypeId)?.occupancy,
        heldWeightPercent: pricing.heldWeightPercent,
      }),
    });
  }

  /** Throws `flight_not_found`, `flight_departed`, `cabin_not_found`, 412. */
  async setSeatsLeft(
    flightId: number,
    cabin: string,
    { steps, heldWeightPercent }: SeatsLeftTableDto,
    by: ChangeBy,
  ): Promise<FlightPricingDto> {
    const flight = await getFlightForBooking(this.prisma, flightId);
    const cabinSkuId = cabinOf(flight, cabin);
    const table = steps.map(({ seatsLeft, factor }) => ({ seatsLeft, factorBp: toBasisPoints(factor) }));
    return this.change(by, {
      listingId: flightId,
      read: (db) => readFlightPricing(db, flight),
      write: async (tx) => {
        if (heldWeightPercent !== undefined) await setHeldWeight(tx, flightId, heldWeightPercent);
        await replaceSeatsLeftTable(tx, { listingId: flightId, cabinSkuId }, table);
      },
      kind: 'pricing_table',
      id: cabin,
      part: (pricing) => ({
        steps: cabinIn(pricing, cabin)?.seatsLeft,
        heldWeightPercent: pricing.heldWeightPercent,
      }),
    });
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, 412, and 400 for a minimum above the maximum. */
  async setRoomTypeLimits(
    hotelId: number,
    roomTypeId: number,
    limits: PriceLimitsDto,
    by: ChangeBy,
  ): Promise<HotelPricingDto> {
    assertOrdered(limits);
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    assertRoomTypes(hotel, [roomTypeId]);
    return this.change(by, {
      listingId: hotelId,
      read: (db) => readHotelPricing(db, hotel),
      write: (tx) => setPriceLimits(tx, { listingId: hotelId, skuId: roomTypeId }, limits),
      kind: 'price_limits',
      id: roomTypeId,
      part: (pricing) => limitsOf(roomTypeIn(pricing, roomTypeId)),
    });
  }

  /** Throws `flight_not_found`, `flight_departed`, `cabin_not_found`, 412, and 400 for a minimum above the maximum. */
  async setCabinLimits(
    flightId: number,
    cabin: string,
    limits: PriceLimitsDto,
    by: ChangeBy,
  ): Promise<FlightPricingDto> {
    assertOrdered(limits);
    const flight = await getFlightForBooking(this.prisma, flightId);
    const skuId = cabinOf(flight, cabin);
    return this.change(by, {
      listingId: flightId,
      read: (db) => readFlightPricing(db, flight),
      write: (tx) => setPriceLimits(tx, { listingId: flightId, skuId }, limits),
      kind: 'price_limits',
      id: cabin,
      part: (pricing) => limitsOf(cabinIn(pricing, cabin)),
    });
  }

  /** Lock, compare, write, tell; answers with what makes the prices then. */
  private async change<Pricing extends { readonly revision: number }>(
    { actor, ifMatch }: ChangeBy,
    { listingId, read, write, kind, id, part }: PricingStep<Pricing>,
  ): Promise<Pricing> {
    const pricing = await inTransaction(this.prisma, async (tx) => {
      await lockPricing(tx, listingId);
      const before = await read(tx);
      // The revision also moves with the rules, and says nothing that is not said besides.
      const { revision: _revision, ...tagged } = before;
      assertCurrent(ifMatch, tagged);
      await write(tx);
      const after = await read(tx);
      await writeAudit(tx, actor, {
        action: 'changed',
        kind,
        id,
        listingId,
        before: part(before),
        after: part(after),
      });
      return after;
    });
    this.inventory.noteChange([listingId]);
    return pricing;
  }
}

function roomTypeIn({ roomTypes }: HotelPricingDto, roomTypeId: number): RoomTypePricingDto | undefined {
  return roomTypes.find((each) => each.roomTypeId === roomTypeId);
}

function cabinIn({ cabins }: FlightPricingDto, cabin: string): CabinPricingDto | undefined {
  return cabins.find((each) => each.cabin === cabin);
}

function limitsOf(priced: RoomTypePricingDto | CabinPricingDto | undefined): object | undefined {
  return priced && { minimum: priced.minimum, maximum: priced.maximum };
}

function cabinOf(flight: BookableFlight, cabin: string): number {
  const found = flight.cabins.find((each) => each.class === cabin);
  if (found === undefined) throw cabinNotFound(flight.flightId, cabin);
  return found.skuId;
}

function assertOrdered({ minimum, maximum }: PriceLimitsDto): void {
  if (minimum === null || maximum === null || minimum <= maximum) return;
  throw invalidField('minimum', 'above_max', 'minimum must not be above maximum');
}
