import { Injectable } from '@nestjs/common';
import { cabinNotFound } from '../../catalog/catalog.errors.js';
import {
  assertRoomTypes,
  getFlightForBooking,
  getHotelForBooking,
  type BookableFlight,
} from '../../catalog/listing.views.js';
import { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization } from '../../database/sql-error.js';
import { invalidField } from '../../errors/invalid-request.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import type { MoneyDto } from '../money.dto.js';
import { factorOne } from '../pricing.rules.js';
import { readPricingSettings, type OccupancyThreshold } from '../pricing-settings.js';
import { toBasisPoints } from './pricing-rules.service.js';
import type {
  FlightPricingDto,
  HotelPricingDto,
  OccupancyStepDto,
  OccupancyTableDto,
  PriceLimitsDto,
  SeatsLeftTableDto,
} from './pricing-tables.dto.js';
import {
  listSkuPrices,
  readPricing,
  replaceOccupancyTable,
  replaceSeatsLeftTable,
  setPriceLimits,
} from './pricing-tables.queries.js';

/** The hotel's own table stands under the SKU that is none. */
const hotelItself = 0;

/** Tables by occupancy and by seats left, and the limits of prices. */
@Injectable()
export class PricingTablesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Throws `hotel_not_found`. */
  async getOfHotel(hotelId: number): Promise<HotelPricingDto> {
    const { currency } = await getHotelForBooking(this.prisma, hotelId);
    const { revision, settings } = await readPricing(this.prisma, hotelId);
    const { heldWeightPercent, occupancy } = readPricingSettings(settings);
    const skus = await listSkuPrices(this.prisma, hotelId);
    return {
      hotelId,
      revision,
      heldWeightPercent,
      occupancy: stepsOf(occupancy, hotelItself),
      roomTypes: skus.map(({ skuId, baseMinor, minimum, maximum }) => ({
        roomTypeId: skuId,
        basePrice: { amount: baseMinor, currency },
        minimum: toMoney(minimum, currency),
        maximum: toMoney(maximum, currency),
        occupancy: stepsOf(occupancy, skuId),
      })),
    };
  }

  /** Throws `flight_not_found`, `flight_departed`. */
  async getOfFlight(flightId: number): Promise<FlightPricingDto> {
    const { currency } = await getFlightForBooking(this.prisma, flightId);
    const { revision, settings } = await readPricing(this.prisma, flightId);
    const { heldWeightPercent, seatsLeft } = readPricingSettings(settings);
    const skus = await listSkuPrices(this.prisma, flightId);
    return {
      flightId,
      revision,
      heldWeightPercent,
      cabins: skus.map(({ skuId, cabin, baseMinor, minimum, maximum }) => ({
        cabin: cabin ?? '',
        basePrice: { amount: baseMinor, currency },
        minimum: toMoney(minimum, currency),
        maximum: toMoney(maximum, currency),
        seatsLeft: seatsLeft
          .filter((step) => step.cabinSkuId === skuId)
          .map((step) => ({ seatsLeft: step.seatsLeft, factor: step.factorBp / factorOne })),
      })),
    };
  }

  /** Throws `hotel_not_found`, `room_type_not_found`. */
  async setOccupancy(
    hotelId: number,
    { roomTypeId, steps, heldWeightPercent }: OccupancyTableDto,
  ): Promise<HotelPricingDto> {
    const hotel = await getHotelForBooking(this.prisma, hotelId);
    if (roomTypeId !== undefined) assertRoomTypes(hotel, [roomTypeId]);
    await retryOnSerialization(() =>
      replaceOccupancyTable(
        this.prisma,
        { listingId: hotelId, skuId: roomTypeId ?? hotelItself },
        {
          heldWeightPercent,
          steps: steps.map((step) => ({
            thresholdPercent: step.fromPercent,
            factorBp: toBasisPoints(step.factor),
          })),
        },
      ),
    );
    this.inventory.noteChange([hotelId]);
    return this.getOfHotel(hotelId);
  }

  /** Throws `flight_not_found`, `flight_departed`, `cabin_not_found`. */
  async setSeatsLeft(
    flightId: number,
    cabin: string,
    { steps, heldWeightPercent }: SeatsLeftTableDto,
  ): Promise<FlightPricingDto> {
    const cabinSkuId = cabinOf(await getFlightForBooking(this.prisma, flightId), cabin);
    await retryOnSerialization(() =>
      replaceSeatsLeftTable(
        this.prisma,
        { listingId: flightId, cabinSkuId },
        {
          heldWeightPercent,
          steps: steps.map((step) => ({ seatsLeft: step.seatsLeft, factorBp: toBasisPoints(step.factor) })),
        },
      ),
    );
    this.inventory.noteChange([flightId]);
    return this.getOfFlight(flightId);
  }

  /** Throws `hotel_not_found`, `room_type_not_found`, and 400 for a minimum above the maximum. */
  async setRoomTypeLimits(
    hotelId: number,
    roomTypeId: number,
    limits: PriceLimitsDto,
  ): Promise<HotelPricingDto> {
    assertOrdered(limits);
    assertRoomTypes(await getHotelForBooking(this.prisma, hotelId), [roomTypeId]);
    await retryOnSerialization(() =>
      setPriceLimits(this.prisma, { listingId: hotelId, skuId: roomTypeId }, limits),
    );
    this.inventory.noteChange([hotelId]);
    return this.getOfHotel(hotelId);
  }

  /** Throws `flight_not_found`, `flight_departed`, `cabin_not_found`, and 400 for a minimum above the maximum. */
  async setCabinLimits(flightId: number, cabin: string, limits: PriceLimitsDto): Promise<FlightPricingDto> {
    assertOrdered(limits);
    const skuId = cabinOf(await getFlightForBooking(this.prisma, flightId), cabin);
    await retryOnSerialization(() => setPriceLimits(this.prisma, { listingId: flightId, skuId }, limits));
    this.inventory.noteChange([flightId]);
    return this.getOfFlight(flightId);
  }
}

function stepsOf(
  occupancy: readonly (OccupancyThreshold & { readonly skuId: number })[],
  skuId: number,
): OccupancyStepDto[] {
  return occupancy
    .filter((step) => step.skuId === skuId)
    .map((step) => ({ fromPercent: step.thresholdPercent, factor: step.factorBp / factorOne }));
}

function cabinOf(flight: BookableFlight, cabin: string): number {
  const found = flight.cabins.find((each) => each.class === cabin);
  if (found === undefined) throw cabinNotFound(flight.flightId, cabin);
  return found.skuId;
}

function toMoney(amount: number | null, currency: string): MoneyDto | null {
  return amount === null ? null : { amount, currency };
}

function assertOrdered({ minimum, maximum }: PriceLimitsDto): void {
  if (minimum === null || maximum === null || minimum <= maximum) return;
  throw invalidField('minimum', 'above_max', 'minimum must not be above maximum');
}
