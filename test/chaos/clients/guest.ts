import type { Seen } from '../history.js';
import type { Random } from '../random.js';
import type { KnownOffer } from './offers.js';

export interface KnownHold {
  readonly holdId: string;
  readonly listingId: number;
  /** When it is over, in milliseconds since 1970, as far as is known. */
  expiresAt: number;
}

/** What all devices of one guest know together; they do not agree on who does what. */
export class Guest {
  readonly holds = new Map<string, KnownHold>();
  readonly reservations = new Set<string>();
  /** Reservations of flights that a supplier sells: those are canceled by a quote. */
  readonly suppliersReservations = new Set<string>();
  /** Found at a supplier, the latest last. */
  offers: KnownOffer[] = [];
  /** Pages of the bank that wait for the guest. */
  readonly bankPages: string[] = [];
  /** Ids of saved cards by what they do. */
  readonly cards = new Map<string, string>();
  readonly pastHolds: string[] = [];
  readonly pastReservations: string[] = [];

  constructor(
    readonly name: string,
    readonly token: string,
  ) {}

  liveHolds(now: number): KnownHold[] {
    for (const [holdId, hold] of this.holds) if (hold.expiresAt < now - 3_000) this.forgetHold(holdId);
    return [...this.holds.values()];
  }

  /** Keeps some of what a search has found. */
  learnOffers(random: Random, found: readonly KnownOffer[]): void {
    const some = found.filter(() => random.chance(foundShare));
    this.offers = [...this.offers, ...some].slice(-keptOffers);
  }

  liveOffers(now: number): readonly KnownOffer[] {
    this.offers = this.offers.filter(({ expiresAt }) => expiresAt > now);
    return this.offers;
  }

  forgetOffer(offerId: string): void {
    this.offers = this.offers.filter((offer) => offer.offerId !== offerId);
  }

  forgetHold(holdId: string): void {
    if (this.holds.delete(holdId)) remember(this.pastHolds, holdId);
  }

  /** Learns from an answer. */
  learn(seen: Seen, listingId: number | undefined): void {
    const { holdId, holdStatus, expiresAt, reservationId, reservationStatus } = seen;
    if (holdId !== undefined && holdStatus === 'active' && expiresAt !== undefined) {
      const known = this.holds.get(holdId);
      const until = Date.parse(expiresAt);
      if (known !== undefined) known.expiresAt = until;
      else if (listingId !== undefined) this.holds.set(holdId, { holdId, listingId, expiresAt: until });
    } else if (holdId !== undefined && holdStatus !== undefined) {
      this.forgetHold(holdId);
    }
    if (reservationId !== undefined && seen.isOfSupplier === true)
      this.suppliersReservations.add(reservationId);
    // Paid for, or about to be: it is the reservation that counts from here on.
    if (holdId !== undefined && reservationStatus !== undefined) this.forgetHold(holdId);
    if (reservationId !== undefined && (reservationStatus === 'paid' || reservationStatus === 'pending')) {
      this.reservations.add(reservationId);
    } else if (reservationId !== undefined && reservationStatus !== undefined) {
      if (this.reservations.delete(reservationId)) remember(this.pastReservations, reservationId);
    }
  }
}

const kept = 20;
const keptOffers = 15;
const foundShare = 0.4;

function remember(list: string[], id: string): void {
  list.push(id);
  if (list.length > kept) list.shift();
}
