import { readFlightBooks } from '../../sandbox/duffel/testing/books.js';
import { inDays } from '../../sandbox/duffel/testing/client.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { FlightOfferDto, FlightOfferListDto } from '../../src/suppliers/offers/flight-offers.dto.js';
import { traveller } from '../support/flights.js';
import { readFlightEnding, type FlightEnding } from './flight-ending.js';
import { Journey } from './journey.js';
import { takeHold } from './moves.js';
import { PersistentGuest } from './persistent-guest.js';
import type { World } from './world.js';

/** A day of its own for each search: none is answered from memory, and no two flights compete. */
let searches = 0;
const days = 300;

/** One guest and an offer of the supplier that nobody else has. */
export class Flight extends Journey {
  private constructor(
    world: World,
    guest: PersistentGuest,
    readonly offer: FlightOfferDto,
    private readonly familyName: string,
  ) {
    super(world, guest);
  }

  /** @param familyName decides what the supplier does; see sandbox/duffel/README.md */
  static async plan(
    world: World,
    { canBeHeld = true, familyName = 'Silva' }: { canBeHeld?: boolean; familyName?: string } = {},
  ): Promise<Flight> {
    const guest = await PersistentGuest.arrive(world);
    searches += 1;
    const { data } = await guest.read<FlightOfferListDto>(
      `/v1/flight-offers?origin=LIS&destination=FRA&date=${inDays(14 + (searches % days))}&limit=100`,
    );
    // What costs nothing to cancel is given back whole.
    const offer = data.find((each) => each.canBeHeld === canBeHeld && isRefunded(each) === canBeHeld);
    if (offer === undefined) throw new Error('the supplier has no such offer');
    return new Flight(world, guest, offer, familyName);
  }

  /** What a hold or a direct booking of the offer asks for. */
  get wish(): object {
    const { offerId, total: expectedTotal } = this.offer;
    return { offerId, passengers: [traveller(this.familyName)], expectedTotal };
  }

  /** Taken, and kept by the supplier where the offer allows it. */
  async hold(): Promise<HoldDto> {
    const hold = await takeHold(this, this.wish);
    if (hold.secured !== this.offer.canBeHeld) throw new Error(`held, but ${JSON.stringify(hold)}`);
    return hold;
  }

  protected override async readBooks(): Promise<FlightEnding> {
    return readFlightEnding(this.world, this.guest.guestId, await readFlightBooks(this.world.flights));
  }
}

function isRefunded({ conditions: { refundBeforeDeparture } }: FlightOfferDto): boolean {
  return refundBeforeDeparture?.isAllowed === true && (refundBeforeDeparture.penalty?.amount ?? 0) === 0;
}
