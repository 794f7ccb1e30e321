import { setTimeout as delay } from 'node:timers/promises';
import type { Catalogue } from '../harness/catalogue.js';
import type { History } from '../history.js';
import type { Random } from '../random.js';
import { call, type Address } from './caller.js';
import * as requests from './requests.js';

/** Rooms burst and are repaired: changes what there is, also below what is sold. */
export class Administrator {
  constructor(
    private readonly parts: {
      readonly token: string;
      readonly catalogue: Catalogue;
      readonly history: History;
      readonly random: Random;
      readonly addresses: readonly Address[];
      readonly maxPauseMs: number;
    },
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    const { random, history, token, addresses, maxPauseMs } = this.parts;
    while (!isOver()) {
      await delay(random.int(maxPauseMs / 4, maxPauseMs));
      const caller = { client: -1, guest: 'admin', token };
      const request = requests.setTotal(random, this.edit());
      await call(history, caller, request, { address: random.pick(addresses), timeoutMs: 5_000 });
    }
  }

  private edit(): object {
    const { random, catalogue } = this.parts;
    const flight =
      catalogue.flights.length > 0 && random.chance(0.25) ? random.pick(catalogue.flights) : undefined;
    if (flight !== undefined) {
      return flight.hasOpenCabin && random.chance(0.5)
        ? { flightId: flight.flightId, cabin: 'business', total: random.int(0, 6) }
        : { flightId: flight.flightId, seat: random.pick(flight.seats), total: random.chance(0.2) ? 0 : 1 };
    }
    const { hotelId, roomTypeIds, nights } = random.pick(catalogue.hotels);
    const from = random.int(0, nights.length - 1);
    const startDate = nights[from] ?? '';
    const endDate = new Date(Date.parse(startDate) + 86_400_000).toISOString().slice(0, 10);
    return { hotelId, roomTypeId: random.pick(roomTypeIds), startDate, endDate, total: random.int(0, 20) };
  }
}
