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
import { readOffers, someSearch, wishForOffer } from './offers.js';
import { nextActionUrl, quoteIdOf } from './read-answer.js';
import * as requests from './requests.js';
import { traveller, type FamilyWeights } from './travellers.js';
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
  /** Who flies with a supplier; undefined where there is none. */
  readonly families?: FamilyWeights;
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
/** Stands for the listings of suppliers, whose holds replace none. */
const ofSupplier = -1;
/** A quote that a guest does not ask for before canceling. */
const forgottenQuoteShare = 0.05;
const goneCodes: ReadonlySet<string> = new Set([
  'offer_gone',
  'offer_not_found',
  'price_changed',
  'supplier_refused',
]);
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

  private async act(): Promise<unknown> {
    const { random, guest, catalogue } = this.parts;
    const holds = guest.liveHolds(nowMs());
    const swappable = holds.filter(({ listingId }) => listingId !== ofSupplier);
    const reservations = [...guest.reservations];
    const action = chooseAction(random, {
      holds: holds.length,
      reservations: reservations.length,
      bankPages: guest.bankPages.length,
      finished: this.finished.length,
      offers: this.parts.families === undefined ? undefined : guest.liveOffers(nowMs()).length,
      weights: this.parts.actions ?? {},
    });
    switch (action) {
      case 'take':
        return this.send(requests.take(random, wishFor(catalogue, random)));
      case 'swap': {
        if (swappable.length === 0) return this.send(requests.take(random, wishFor(catalogue, random)));
        const { holdId, listingId } = random.pick(swappable);
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
        return this.cancel(random.pick(reservations));
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
      case 'searchOffers':
        return this.send(requests.searchOffers(someSearch(random)));
      case 'takeOffer':
        return this.send(requests.take(random, this.wishForSomeOffer()));
      case 'bookOffer':
        return this.send(requests.book(random, this.wishForSomeOffer(), this.card()));
      case 'decideAtBank':
        return this.decide(guest.bankPages.shift() ?? '');
      case 'repeat':
        return this.repeat();
      case 'burst':
        return this.burst();
    }
  }

  /** A finished request once more: as it was, with another body under its key, or its key in a stranger's hands. */
  private async repeat(): Promise<unknown> {
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
    const { random, catalogue, guest } = this.parts;
    const isOffer = guest.liveOffers(nowMs()).length > 0 && random.chance(0.3);
    const wish = isOffer ? this.wishForSomeOffer() : wishFor(catalogue, random);
    const request = requests.withKey(
      random.chance(0.7) ? requests.take(random, wish) : requests.book(random, wish, this.card()),
    );
    await Promise.all(Array.from({ length: 3 }, () => this.send(request)));
  }

  private wishForSomeOffer(): { body: object } {
    const { random, guest, families = {} } = this.parts;
    const offer = random.pick(guest.liveOffers(nowMs()));
    return { body: wishForOffer(random, offer, traveller(random, families)) };
  }

  /** What a supplier has booked is canceled by a quote of this moment. */
  private async cancel(reservationId: string): Promise<unknown> {
    const { random, guest } = this.parts;
    if (!guest.suppliersReservations.has(reservationId) || random.chance(forgottenQuoteShare)) {
      return this.send(requests.cancel(random, reservationId));
    }
    const quote = await this.send(requests.quoteCancel(reservationId));
    const quoteId = quoteIdOf(quote);
    return quoteId === undefined ? undefined : this.send(requests.cancel(random, reservationId, quoteId));
  }

  private async decide(page: string): Promise<void> {
    const { history, guest, random, number } = this.parts;
    await decideAtBank(history, { client: number, guest: guest.name }, page, random.chance(0.7));
  }

  /** Returns the body of the answer; undefined when there was none. */
  private async send(request: Request, as = this.parts.guest): Promise<unknown> {
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
    return called.body;
  }

  private learn({ operation, body }: Called, request: Request, as: Guest): void {
    for (const seen of operation.seen) as.learn(seen, listingOf(request));
    if (request.kind === 'searchOffers') as.learnOffers(this.parts.random, readOffers(body));
    const offerId = offerOf(request);
    if (offerId !== undefined && goneCodes.has(operation.code ?? '')) as.forgetOffer(offerId);
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
  const wish: { hotelId?: number; flightId?: number; offerId?: string } = body ?? {};
  return wish.offerId === undefined ? (wish.hotelId ?? wish.flightId) : ofSupplier;
}

function offerOf({ body }: Request): string | undefined {
  const wish: { offerId?: string } = body ?? {};
  return wish.offerId;
}
