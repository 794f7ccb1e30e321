import type { Database } from '../../database/database-client.js';
import type { MoneyDto } from '../money.dto.js';
import { factorOne } from '../pricing.rules.js';
import { readPricingSettings, type OccupancyThreshold } from '../pricing-settings.js';
import type { FlightPricingDto, HotelPricingDto, OccupancyStepDto } from './pricing-tables.dto.js';
import { listSkuPrices, readPricing } from './pricing-tables.queries.js';

/** The hotel's own table stands under the SKU that is none. */
export const hotelItself = 0;

/** What makes the prices of a hotel, beside its rates and rules. */
export async function readHotelPricing(
  db: Database,
  { hotelId, currency }: { hotelId: number; currency: string },
): Promise<HotelPricingDto> {
  const { revision, settings } = await readPricing(db, hotelId);
  const { heldWeightPercent, occupancy } = readPricingSettings(settings);
  const skus = await listSkuPrices(db, hotelId);
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

/** What makes the prices of a flight. */
export async function readFlightPricing(
  db: Database,
  { flightId, currency }: { flightId: number; currency: string },
): Promise<FlightPricingDto> {
  const { revision, settings } = await readPricing(db, flightId);
  const { heldWeightPercent, seatsLeft } = readPricingSettings(settings);
  const skus = await listSkuPrices(db, flightId);
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

function stepsOf(
  occupancy: readonly (OccupancyThreshold & { readonly skuId: number })[],
  skuId: number,
): OccupancyStepDto[] {
  return occupancy
    .filter((step) => step.skuId === skuId)
    .map((step) => ({ fromPercent: step.thresholdPercent, factor: step.factorBp / factorOne }));
}

function toMoney(amount: number | null, currency: string): MoneyDto | null {
  return amount === null ? null : { amount, currency };
}
