import type { Money } from './money.js';

/** Who flies. An infant sits on an adult's lap and has no seat. */
export type PassengerKind = 'adult' | 'child' | 'infant';

export const cabinClasses = ['economy', 'premium_economy', 'business', 'first'] as const;
export type CabinClass = (typeof cabinClasses)[number];

/** `adult`: of 18 or older. A number: the age of a younger one in years, on the day of departure; below two on a lap. */
export type SearchedPassenger = 'adult' | number;

/** What a search asks for: one way, on one day at the airport of departure. */
export interface OfferSearch {
  /** IATA code of an airport. */
  readonly origin: string;
  readonly destination: string;
  /** `YYYY-MM-DD` at the origin. */
  readonly date: string;
  readonly passengers: readonly SearchedPassenger[];
  /** The lowest cabin wanted; undefined: any. */
  readonly cabin?: CabinClass;
}

/** What a search has found. */
export interface FoundOffers {
  /** What the supplier calls this search; `listOffers` finds its offers again, from any process. */
  readonly searchId: string;
  readonly offers: readonly Offer[];
  /** False when some airlines had not answered in time. */
  readonly isComplete: boolean;
}

export interface OfferPlace {
  /** IATA code. */
  readonly iata: string;
  readonly name: string;
  readonly city: string | null;
  /** IANA name. */
  readonly timezone: string;
}

export interface OfferAirline {
  readonly iata: string | null;
  readonly name: string;
}

/** One flight of an itinerary. */
export interface OfferSegment {
  readonly segmentId: string;
  /** The airline that sells it, and the number it sells it under. */
  readonly airline: OfferAirline;
  readonly flightNumber: string;
  /** The airline that flies it. */
  readonly operatedBy: OfferAirline;
  readonly origin: OfferPlace;
  readonly destination: OfferPlace;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
  /** What the clock says at the airport, `YYYY-MM-DDTHH:MM`. */
  readonly departsAtLocal: string;
  readonly arrivesAtLocal: string;
  readonly aircraft: string | null;
  readonly cabin: CabinClass | null;
}

/** One direction of an itinerary. */
export interface OfferSlice {
  readonly origin: OfferPlace;
  readonly destination: OfferPlace;
  readonly durationMinutes: number;
  /** In the order they are flown; at least one. */
  readonly segments: readonly OfferSegment[];
}

/** A traveller of an offer, under the supplier's name for it: an order must use the same. */
export interface OfferPassenger {
  readonly passengerId: string;
  readonly kind: PassengerKind;
}

/** Whether something is allowed before departure, and what it costs. Null: the airline does not say. */
export interface OfferCondition {
  readonly isAllowed: boolean;
  readonly penalty: Money | null;
}

/** A priced itinerary of a supplier with an end of life. */
export interface Offer {
  readonly offerId: string;
  /** The supplier's key, e.g. `duffel`. */
  readonly supplier: string;
  /** Who issues the ticket. */
  readonly airline: OfferAirline;
  /** For all passengers, taxes included. */
  readonly total: Money;
  readonly base: Money | null;
  readonly tax: Money | null;
  /** No order can be made of it from then on. */
  readonly expiresAt: Date;
  readonly slices: readonly OfferSlice[];
  readonly passengers: readonly OfferPassenger[];
  /** Whether the supplier keeps the seats before they are paid: `createOrder` of kind `hold`. */
  readonly canBeHeld: boolean;
  /** When held: the supplier keeps the seats until then. Null for an offer that cannot be held. */
  readonly spaceGuaranteedUntil: Date | null;
  /** When held: the price stays until then. Null: no such promise. */
  readonly priceGuaranteedUntil: Date | null;
  readonly conditions: {
    readonly changeBeforeDeparture: OfferCondition | null;
    readonly refundBeforeDeparture: OfferCondition | null;
  };
  /** Whether every passenger's passport must be named in the order. */
  readonly needsIdentityDocuments: boolean;
  /** False: it was made in the supplier's test mode. */
  readonly isLive: boolean;
}
