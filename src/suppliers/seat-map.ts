import type { Money } from './money.js';
import type { CabinClass } from './supplier-offer.js';

/** What a seat costs one passenger, and the name of the service an order asks for it by. */
export interface SeatService {
  readonly serviceId: string;
  readonly passengerId: string;
  readonly price: Money;
}

export interface OfferSeat {
  /** Row and letter, e.g. `14C`. */
  readonly designator: string;
  readonly isAvailable: boolean;
  readonly position: 'window' | 'middle' | 'aisle';
  /** What the airline calls it, e.g. `Exit row seat`. */
  readonly name: string | null;
  /** What the airline says of it, in English. */
  readonly disclosures: readonly string[];
  /** Empty when the seat is not available. */
  readonly services: readonly SeatService[];
}

export interface OfferSeatRow {
  /** From left to right, aisles left out. */
  readonly seats: readonly OfferSeat[];
}

export interface OfferSeatCabin {
  readonly cabin: CabinClass | null;
  /** 0 is the main deck, 1 the upper one. */
  readonly deck: number;
  readonly aisles: number;
  /** From front to back; rows without a seat are left out. */
  readonly rows: readonly OfferSeatRow[];
}

/** The seats of one segment of an offer. */
export interface OfferSeatMap {
  readonly segmentId: string;
  readonly cabins: readonly OfferSeatCabin[];
}
