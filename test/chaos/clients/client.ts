import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../clock.js';
import type { Catalogue } from '../harness/catalogue.js';
import type { History, Request } from '../history.js';
import type { Random } from '../random.js';
import { call, type Address, type Called } from './caller.js';
import type { CardWeights } from './cards.js';
import { decideAtBank } from './bank.js';
import type { Guest } from './guest.js';
import { chooseAction, type Action } from './choose-action.js';
import { nextActionUrl } from './read-answer.js';
import * as requests from './requests.js';
import { wishFor } from './wishes.js';

export interface ClientParts {
  readonly number: number;
  readonly guest: Guest;
  /** Whose keys and holds are tried as well. */
  readonly stranger: Guest;
  readonly catalogue: Catalogue;
  readonly history: History;
  readonly random: Random;
  readonly addresses: readonly Address[];
  /** Longest pause between two requests, milliseconds. */
  readonly maxPauseMs: number;
  readonly cards: CardWeights;
  readonly actions?: Partial<Record<Action, number>>;
}

/** Asked again until its outcome is known. */
interface Unsettled {
  readonly request: Request;
  readonly as: Guest;
  readonly notBefore: number;
}

const usualTimeoutMs = 6_000;
const retryAfterMs = 700;
const keptRequests = 12;
const endedCodes: ReadonlySet<string> = new Set(['hold_expired', 'hold_released', 'already_confirmed']);

/** One device of a guest: it does something, waits a little, and repeats under its key what it got no answer to. */
export class Client {
  private unsettled: Unsettled[] = [];
  private readonly finished: Request[] = [];

  constructor(private readonly parts: ClientParts) {}

  async run(isOver: () => boolean): Promise<void> {
    const { random, maxPauseMs } = this.parts;
    while (!isOver()) {
      await this.retryOne();
      await this.act();
      await delay(random.int(0, maxPauseMs));
    }
  }

  /** After the faults: asks again until everything is known. Returns what is not. */
  async settleAll(timeoutMs: number): Promise<Request[]> {
    const deadline = nowMs() + timeoutMs;
    while (this.unsettled.length > 0 && nowMs() < deadline) {
      await this.retryOne();
      await delay(50);
    }
    return this.unsettled.map(({ request }) => request);
  }

  private async retryOne(): Promise<void> {
    const index = this.unsettled.findIndex(({ notBefore }) => notBefore <= nowMs());
    const [item] = index === -1 ? [] : this.unsettled.splice(index, 1);
    if (item === undefined) return;
    await this.send(item.request, item.as);
  }

  private async act(): Promise<void> {
    const { random, guest, catalogue } = this.parts;
    const holds = guest.liveHolds(nowMs());
    const reservations = [...guest.reservations];
    const action = chooseAction(random, {
      holds: holds.length,
      reservations: reservations.length,
      bankPages: guest.bankPages.length,
      finished: this.finished.length,
      weights: this.parts.actions ?? {},
    });
    switch (action) {
      case 'take':
        return this.send(requests.take(random, wishFor(catalogue, random)));
      case 'swap': {
        const { holdId, listingId } = random.pick(holds);
        return this.send(requests.swap(random, wishFor(catalogue, random, listingId), holdId));
      }
      case 'extend':
        return this.send(requests.extend(random, random.pick(holds).holdId));
      case 'release':
        return this.send(requests.release(random, random.pick(holds).holdId));
      case 'pay':
        return this.send(requests.pay(random, random.pick(holds).holdId, this.card()));
      case 'book':
        return this.send(requests.book(random, wishFor(catalogue, random), this.card()));
      case 'cancel':
        return this.send(requests.cancel(random, random.pick(reservations)));
      case 'readHold':
        return this.send(
          requests.readHold(random.pick(holds.map(({ holdId }) => holdId).concat(guest.pastHolds))),
        );
      case 'readReservation':
        return this.send(requests.readReservation(random.pick(reservations.concat(guest.pastReservations))));
      case 'lists':
        return this.send(random.pick([requests.listHolds(), requests.listReservations()]));
      case 'availability':
        return this.send(requests.availability(random.pick(catalogue.hotels)));
      case 'decideAtBank':
        return this.decide(guest.bankPages.shift() ?? '');
      case 'repeat':
        return this.repeat();
      case 'burst':
        return this.burst();
    }
  }

  /** A finished request once more: as it was, with another body under its key, or its key in a stranger's hands. */
  private async repeat(): Promise<void> {
    const { random, catalogue, stranger } = this.parts;
    const request = random.pick(this.finished);
    switch (random.weighted({ same: 6, otherBody: 2, otherGuest: 2 })) {
      case 'same':
        return this.send(request);
      case 'otherBody': {
        const other = requests.take(random, wishFor(catalogue, random));
        return this.send({
          ...other,
          key: request.key ?? '',
          intent: `${other.intent} with the key of another`,
        });
      }
      case 'otherGuest':
        return this.send({ ...request, intent: `${request.intent} by ${stranger.name}` }, stranger);
    }
  }

  /** The same key several times at the same moment, at different processes. */
  private async burst(): Promise<void> {
    const { random, catalogue } = this.parts;
    const wish = wishFor(catalogue, random);
    const request = requests.withKey(
      random.chance(0.7) ? requests.take(random, wish) : requests.book(random, wish, this.card()),
    );
    await Promise.all(Array.from({ length: 3 }, () => this.send(request)));
  }

  private async decide(page: string): Promise<void> {
    const { history, guest, random, number } = this.parts;
    await decideAtBank(history, { client: number, guest: guest.name }, page, random.chance(0.7));
  }

  private async send(request: Request, as = this.parts.guest): Promise<void> {
    const { random, history, addresses, number } = this.parts;
    const caller = { client: number, guest: as.name, token: as.token };
    // Some hang up before there can be an answer.
    const timeoutMs = random.chance(0.02) ? random.int(1, 60) : usualTimeoutMs;
    const address = random.pick(addresses);
    let called = await call(history, caller, request, { address, timeoutMs });
    if (called.operation.outcome === 'notSent') {
      const other = addresses.find(({ name }) => name !== address.name) ?? address;
      called = await call(history, caller, request, { address: other, timeoutMs });
    }
    this.learn(called, request, as);
    this.follow(called, request, as);
  }

  private learn({ operation, body }: Called, request: Request, as: Guest): void {
    for (const seen of operation.seen) as.learn(seen, listingOf(request));
    const page = nextActionUrl(body);
    if (page !== undefined && operation.outcome === 'ok') as.bankPages.push(page);
    if (request.kind === 'release' && operation.status === 204 && request.about !== undefined) {
      as.forgetHold(request.about);
    }
    // Now and then it is asked about all the same.
    const isGone = endedCodes.has(operation.code ?? '') && this.parts.random.chance(0.9);
    if (isGone && request.about !== undefined) as.forgetHold(request.about);
  }

  /** What has a key is asked again until its outcome is known. */
  private follow({ operation: { outcome } }: Called, request: Request, as: Guest): void {
    if (request.key === undefined) return;
    const others = this.unsettled.filter((item) => item.request.intent !== request.intent);
    if (outcome === 'unknown' || outcome === 'notSent') {
      this.unsettled = [...others, { request, as, notBefore: nowMs() + retryAfterMs }];
      return;
    }
    this.unsettled = others;
    if (as !== this.parts.guest) return;
    this.finished.push(request);
    if (this.finished.length > keptRequests) this.finished.shift();
  }

  private card(): string {
    const { random, guest, cards } = this.parts;
    return guest.cards.get(random.weighted(cards)) ?? 'pm_none';
  }
}

function listingOf({ body }: Request): number | undefined {
  const wish: { hotelId?: number; flightId?: number } = body ?? {};
  return wish.hotelId ?? wish.flightId;
}
