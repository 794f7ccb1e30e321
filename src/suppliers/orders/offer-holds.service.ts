import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization } from '../../database/sql-error.js';
import { within } from '../../deadlines/within.js';
import { invalidField, invalidFields } from '../../errors/invalid-request.js';
import { tooManyHolds } from '../../holds/holds.errors.js';
import { secondsUntilHoldEnds } from '../../holds/holds.views.js';
import { deriveListingUuid, findListingOfUuid, mintListingUuid } from '../../inventory/listing-uuid.js';
import { addLogFields } from '../../logging/log-context.js';
import { totalNotChargeable } from '../../payments/payments.errors.js';
import { chargeLimitsOf, isChargeable } from '../../payments/stripe-amounts.rules.js';
import { FlightSupplier } from '../flight-supplier.js';
import type { Money } from '../money.js';
import { GoneOffers } from '../offers/gone-offers.js';
import { offerFailure, offerGone } from '../offers/offers.errors.js';
import { toOfferDto } from '../offers/to-offer-dto.js';
import type { Offer } from '../supplier-offer.js';
import { nightIn } from '../../stays/night.js';
import { BookingAtSupplier } from './booking-at-supplier.js';
import type { OfferPassengerRequestDto } from './offer-passenger.dto.js';
import { OrderSender } from './order-sender.js';
import { matchPassengers } from './passengers.rules.js';
import { quoteOfTotal } from './quote-of-total.js';
import { findSupplierHold, type SupplierHoldRow } from './supplier-holds.views.js';
import { SupplierLanes } from './supplier-lanes.js';
import { offerPriceChanged, supplierRefused } from './supplier-orders.errors.js';
import {
  beginSupplierHold,
  orderSteps,
  runOrderStep,
  type HoldCommand,
  type OrderRef,
} from './supplier-orders.queries.js';
import { isSupplierListing, leavesHold } from './supplier-orders.rules.js';

/** What is asked of an offer. */
export interface OfferWish {
  readonly offerId: string;
  readonly passengers: readonly OfferPassengerRequestDto[];
  /** What the guest was shown; undefined: whatever it costs now. */
  readonly expectedTotal?: Money | undefined;
  /** How much more the guest would pay without being asked again. */
  readonly priceTolerance?: Money | undefined;
}

export interface HeldOffer {
  readonly holdId: string;
  /** Until its deadline; undefined when it was held before. */
  readonly secondsLeft: number | undefined;
}

/** Holds offers of suppliers, and sees to it that they still cost what was agreed when they are paid for. */
@Injectable()
export class OfferHolds implements BeforeApplicationShutdown {
  /** Orders under way, also of requests that were answered already: a stop waits for them. */
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly supplier: FlightSupplier,
    private readonly gone: GoneOffers,
    private readonly lanes: SupplierLanes,
    private readonly sender: OrderSender,
    private readonly bookings: BookingAtSupplier,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /**
   * Holds an offer at its price of this moment, with an order at the supplier where the offer allows it. Answers when the
   * supplier does, and after PAYMENT_TIMEOUT_MS at the latest. Errors: 400 for travellers who are not those of the offer,
   * `offer_not_found`, `offer_gone`, `price_changed`, `total_not_chargeable`, `too_many_holds`, `supplier_refused`,
   * `supplier_unavailable`.
   *
   * @param operationId of a keyed request: the hold it made before a crash is found again
   */
  async take(guestId: string, wish: OfferWish, operationId?: string): Promise<HeldOffer> {
    const offer = await this.getOffer(wish.offerId);
    const maxTotalMinor = mostToPay(offer, wish);
    const { passengers, expectedTotal } = wish;
    if (expectedTotal !== undefined && offer.total.amount > maxTotalMinor) {
      throw offerPriceChanged(quoteOfTotal(offer.total, departureOf(offer)));
    }
    this.assertChargeable(offer.total);
    const matched = matchPassengers(passengers, offer.passengers, {
      needsIdentityDocuments: offer.needsIdentityDocuments,
      departsOn: departureOf(offer),
      today: nightIn(firstZone, new Date()),
    });
    if ('faults' in matched) throw invalidFields(matched.faults);
    const listingId = await this.lanes.listingFor(offer.supplier, offer.offerId);
    const holdId =
      operationId === undefined
        ? mintListingUuid(listingId)
        : deriveListingUuid(listingId, { operationId, kind: 'hold' });
    addLogFields({ holdId });
    const command = { listingId, holdId, guestId, maxTotalMinor, ...this.describe(offer) };
    const held = await retryOnSerialization(() =>
      beginSupplierHold(this.prisma, { ...command, passengers: matched.passengers.map(toJson) }),
    );
    switch (held.outcome) {
      case 'offer_expired':
        throw offerGone(offer.offerId, 'offer_expired');
      case 'too_many_holds':
        throw tooManyHolds(
          this.config.maxActiveHoldsPerGuest,
          await secondsUntilHoldEnds(this.prisma, guestId),
        );
      case 'repeated':
        return { holdId, secondsLeft: undefined };
      case 'held':
        if (held.attempt !== null) await this.secure({ listingId, holdId, attempt: held.attempt });
        return { holdId, secondsLeft: held.secondsLeft ?? undefined };
    }
  }

  /**
   * To be called before a card is asked for the money of a hold: what the supplier does not guarantee is looked at again. A
   * hold whose price has changed within what the guest has agreed to has the new one. Nothing happens for other holds, and
   * for those that do not wait to be paid. Errors: `price_changed`, `total_not_chargeable`, `supplier_refused`,
   * `supplier_unavailable`.
   */
  async confirmPrice(guestId: string, holdId: string): Promise<void> {
    const listingId = findListingOfUuid(holdId);
    if (listingId === undefined || !isSupplierListing(listingId)) return;
    const held = await findSupplierHold(this.prisma, { listingId, holdId });
    if (held?.guestId !== guestId || held.holdStatus !== 'active' || isCertain(held)) return;
    const total = await this.findPrice(held);
    this.assertChargeable(total);
    const outcome = await retryOnSerialization(() =>
      runOrderStep(this.prisma, orderSteps.reprice({ listingId, holdId }, total)),
    );
    if (outcome === 'price_changed') throw offerPriceChanged(quoteOfTotal(total, held.startDate));
  }

  private assertChargeable({ amount: amountMinor, currency }: Money): void {
    const { chargeLimits } = this.config;
    if (isChargeable({ amountMinor, currency }, chargeLimitsOf(currency, chargeLimits))) return;
    throw totalNotChargeable({ amountMinor, currency }, chargeLimits);
  }

  /** An order whose answer is lost is looked for, and the hold is not secured until it is found. */
  private async secure(ref: OrderRef): Promise<void> {
    const work = this.sendHold(ref);
    this.running.add(work);
    void work.catch(() => {}).finally(() => this.running.delete(work));
    await within(this.config.paymentTimeoutMs, work, undefined);
  }

  private async sendHold(ref: OrderRef): Promise<void> {
    const sent = await this.sender.create(ref);
    if (sent.kind === 'unknown') return this.bookings.lookSoon(ref);
    if (sent.kind === 'notSent') {
      const refusal = { reason: 'unavailable', message: 'It could not be sent.', endsHold: false };
      await runOrderStep(this.prisma, orderSteps.refused(ref, refusal));
    }
    if (sent.kind !== 'refused') return;
    const endsHold = !leavesHold(sent.reason);
    await runOrderStep(
      this.prisma,
      orderSteps.refused(ref, { reason: sent.reason, message: sent.message, endsHold }),
    );
    if (!endsHold) return;
    const quote = sent.reason === 'price_changed' ? await this.bookings.findNewPrice(ref) : undefined;
    throw supplierRefused({
      reason: sent.reason,
      holdId: ref.holdId,
      ...(quote === undefined ? {} : { quote }),
    });
  }

  private async getOffer(offerId: string): Promise<Offer> {
    try {
      return await this.supplier.getOffer(offerId);
    } catch (error) {
      this.gone.note(offerId, error);
      throw offerFailure(error, offerId) ?? error;
    }
  }

  /** What the seats of a hold cost at this moment. */
  private async findPrice({ holdId, offerId, orderId, status }: SupplierHoldRow): Promise<Money> {
    try {
      const isOrder = status === 'awaiting_payment' && orderId !== null;
      return (await (isOrder ? this.supplier.getOrder(orderId) : this.supplier.getOffer(offerId))).total;
    } catch (error) {
      if (status !== 'awaiting_payment') this.gone.note(offerId, error);
      const failure = offerFailure(error, offerId);
      const reason = failure?.code === 'offer_gone' ? failure.details?.['reason'] : undefined;
      if (typeof reason === 'string') throw supplierRefused({ reason, holdId });
      throw failure ?? error;
    }
  }

  private describe(
    offer: Offer,
  ): Omit<HoldCommand, 'listingId' | 'holdId' | 'guestId' | 'passengers' | 'maxTotalMinor'> {
    return {
      supplier: offer.supplier,
      offerId: offer.offerId,
      offerExpiresAt: offer.expiresAt,
      offer: toJson(toOfferDto(offer)),
      startDate: departureOf(offer),
      currency: offer.total.currency,
      totalMinor: offer.total.amount,
      isHoldable: offer.canBeHeld,
      spaceUntil: offer.spaceGuaranteedUntil,
      ttlSeconds: this.config.holdTtlSeconds,
      maxLivePerGuest: this.config.maxActiveHoldsPerGuest,
    };
  }
}

/** No clock on Earth is further ahead. */
const firstZone = 'Etc/GMT-14';

/** Without an expectation: what it costs now, and the tolerance on top. */
function mostToPay({ total }: Offer, { expectedTotal, priceTolerance }: OfferWish): number {
  for (const [field, money] of Object.entries({ expectedTotal, priceTolerance })) {
    if (money !== undefined && money.currency !== total.currency) {
      const message = `${field}.currency must be ${total.currency}`;
      throw invalidField(`${field}.currency`, 'other_currency', message);
    }
  }
  return (expectedTotal?.amount ?? total.amount) + (priceTolerance?.amount ?? 0);
}

/** The supplier keeps the seats at a price it guarantees. */
function isCertain({ status, priceUntil }: SupplierHoldRow): boolean {
  if (status === 'creating' || status === 'paying') return true; // it is being found out
  return status === 'awaiting_payment' && priceUntil !== null && priceUntil.getTime() > Date.now();
}

/** The date of departure at the first airport. */
function departureOf({ offerId, slices }: Offer): string {
  const first = slices[0]?.segments[0];
  if (first === undefined) throw new Error(`offer ${offerId} has no flight`);
  return first.departsAtLocal.slice(0, 10);
}

/** As it comes back from JSON. */
function toJson(value: object): HoldCommand['offer'] {
  const json: HoldCommand['offer'] = JSON.parse(JSON.stringify(value));
  return json;
}
