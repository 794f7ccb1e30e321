import { addDays } from '../../src/stays/night.js';
import { openHotel, type OwnHotel } from '../support/paying-guest.js';
import { setPolicy } from '../support/policy.js';
import { readEnding, type Ending } from './ending.js';
import { Journey } from './journey.js';
import { PersistentGuest } from './persistent-guest.js';
import type { World } from './world.js';

/** One guest in a hotel of one room. */
export class Trip extends Journey {
  private constructor(
    world: World,
    guest: PersistentGuest,
    readonly hotel: OwnHotel,
  ) {
    super(world, guest);
  }

  static async plan(world: World, { feePercent }: { feePercent?: number } = {}): Promise<Trip> {
    const hotel = await openHotel(world, { rooms: 1 });
    await setPolicy(
      world,
      hotel.hotelId,
      feePercent === undefined ? { freeHours: 0, feePercent: 100 } : { freeHours: 8_760, feePercent },
    );
    return new Trip(world, await PersistentGuest.arrive(world), hotel);
  }

  /** The same room a night later. */
  get nextNight(): object {
    const { startDate, endDate } = this.hotel;
    return { ...this.hotel.room, startDate: addDays(startDate, 1), endDate: addDays(endDate, 1) };
  }

  protected override readBooks(): Promise<Ending> {
    return readEnding(this.world, this.hotel);
  }
}
