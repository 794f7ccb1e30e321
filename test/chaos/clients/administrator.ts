import { setTimeout as delay } from 'node:timers/promises';
import type { Catalogue } from '../harness/catalogue.js';
import type { History, Request } from '../history.js';
import type { Random } from '../random.js';
import { call, type Address } from './caller.js';
import * as requests from './requests.js';

const retryAfterMs = 700;
/** After the load has ended: long enough for a key whose process died to be free again. */
const maxTries = 20;

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
    const { random, maxPauseMs } = this.parts;
    while (!isOver()) {
      await delay(random.int(maxPauseMs / 4, maxPauseMs));
      await this.send(requests.setTotal(random, this.edit()), isOver);
    }
  }

  /** Asks again under the same key until it is known whether it was done. */
  private async send(request: Request, isOver: () => boolean): Promise<void> {
    const { random, history, token, addresses } = this.parts;
    const caller = { client: -1, guest: 'admin', token };
    for (let asked = 0; asked < maxTries || !isOver(); asked += 1) {
      const { operation } = await call(history, caller, request, {
        address: random.pick(addresses),
        timeoutMs: 5_000,
      });
      if (operation.outcome === 'ok' || operation.outcome === 'failed') return;
      await delay(retryAfterMs);
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
