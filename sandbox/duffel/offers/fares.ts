import { draw } from '../../common/seeded.js';
import type { CabinClass } from '../world/cabins.js';
import type { Itinerary } from '../world/itineraries.js';
import { flightKey } from '../world/timetable.js';

/** What one may do before departure. A penalty is in minor units for all passengers; null conditions: the airline does not say. */
export interface Condition {
  readonly allowed: boolean;
  readonly penaltyMinor: number | null;
}

export interface FareBrand {
  readonly name: string;
  readonly factor: number;
  /** Whether it may be held at all; which ones are is drawn per flight. */
  readonly canBeHeld: boolean;
  readonly refund: 'never' | 'free' | 'penalty' | 'unknown';
  readonly change: 'never' | 'free' | 'penalty';
  readonly bags: number;
}

const light: FareBrand = {
  name: 'Light',
  factor: 1,
  canBeHeld: false,
  refund: 'never',
  change: 'never',
  bags: 0,
};
const classic: FareBrand = {
  name: 'Classic',
  factor: 1.25,
  canBeHeld: true,
  refund: 'penalty',
  change: 'penalty',
  bags: 1,
};
const flex: FareBrand = {
  name: 'Flex',
  factor: 1.7,
  canBeHeld: true,
  refund: 'free',
  change: 'free',
  bags: 2,
};
const saver: FareBrand = {
  name: 'Saver',
  factor: 1,
  canBeHeld: true,
  refund: 'unknown',
  change: 'penalty',
  bags: 1,
};

/** The fares an itinerary is sold at in a cabin, cheapest first. */
export function brandsFor(cabin: CabinClass, { length }: Itinerary): readonly FareBrand[] {
  if (cabin !== 'economy') return [saver, flex];
  return length > 1 ? [light, flex] : [light, classic, flex];
}

export type PassengerType = 'adult' | 'child' | 'infant_without_seat';

const cabinFactors: Readonly<Record<CabinClass, number>> = {
  economy: 1,
  premium_economy: 1.7,
  business: 3.2,
  first: 5.5,
};
const passengerFactors: Readonly<Record<PassengerType, number>> = {
  adult: 1,
  child: 0.75,
  infant_without_seat: 0.1,
};

export interface Price {
  /** Minor units, for all passengers, without taxes. */
  readonly baseMinor: number;
  readonly taxMinor: number;
}

/** By distance, cabin and brand, up to a fifth more or less by flight and seed. */
export function priceOf(
  seed: number,
  itinerary: Itinerary,
  fare: { cabin: CabinClass; brand: FareBrand; passengers: readonly PassengerType[] },
): Price {
  const { cabin, brand, passengers } = fare;
  const km = itinerary.reduce((sum, flight) => sum + flight.km, 0);
  const key = itinerary.map(flightKey).join(' ');
  const demand = 0.8 + 0.4 * draw(seed, `demand:${key}`);
  const perAdult = (2_900 + 9.5 * km ** 0.97) * cabinFactors[cabin] * brand.factor * demand;
  const connecting = itinerary.length > 1 ? 0.88 : 1;
  let baseMinor = 0;
  let taxMinor = 0;
  for (const type of passengers) {
    const base = Math.round(perAdult * connecting * passengerFactors[type]);
    baseMinor += base;
    taxMinor += type === 'infant_without_seat' ? 0 : itinerary.length * 1_450 + Math.round(base * 0.08);
  }
  return { baseMinor, taxMinor };
}

function conditionOf(kind: FareBrand['refund'], totalMinor: number): Condition | null {
  switch (kind) {
    case 'unknown':
      return null;
    case 'never':
      return { allowed: false, penaltyMinor: null };
    case 'free':
      return { allowed: true, penaltyMinor: 0 };
    case 'penalty':
      return { allowed: true, penaltyMinor: Math.min(7_000, totalMinor) };
  }
}

export function refundCondition(brand: FareBrand, totalMinor: number): Condition | null {
  return conditionOf(brand.refund, totalMinor);
}

export function changeCondition(brand: FareBrand, totalMinor: number): Condition | null {
  return conditionOf(brand.change, totalMinor);
}
