import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { invalidFields } from '../errors/invalid-request.js';
import { HoldsService } from '../holds/holds.service.js';
import { deriveListingUuid, findListingOfUuid, mintListingUuid } from '../inventory/listing-uuid.js';
import { addLogFields } from '../logging/log-context.js';
import type { Attempt } from '../payments/provider-answers.js';
import { paymentMethodNotFound } from '../payments/payments.errors.js';
import { ProviderGate, type ProviderPlace } from '../payments/provider-gate.js';
import { hasPaymentMethod } from '../payments/payment-methods.views.js';
import { PaymentsService, type PaymentResult } from '../payments/payments.service.js';
import { OfferHolds } from '../suppliers/orders/offer-holds.service.js';
import { BeginBatch } from './begin-batch.js';
import type { CreateReservationDto, ReservationDto } from './reservations.dto.js';
import { beginRefused, cameToNothing, otherBooking, paymentDeclined } from './reservations.errors.js';
import { ReservationsService } from './reservations.service.js';
import type { ReservationStory } from './reservations.views.js';
import { isSameBooking } from './same-booking.rules.js';

interface BeginWish {
  readonly holdId: string;
  readonly paymentMethodId: string;
  /** Chosen by the client. */
  readonly chosenId: string | undefined;
  readonly operationId: string | undefined;
}

interface PayContext {
  /** The reservation this request has made before. */
  readonly earlier: ReservationStory | undefined;
  readonly chosenId: string | undefined;
  readonly operationId: string | undefined;
  readonly place: ProviderPlace;
}

type Begun =
  | { readonly isBegun: true; readonly attempt: Attempt }
  | {
      readonly isBegun: false;
      /** `repeated`: this very request began it before. */
      readonly refusal: string;
      readonly paymentId: string;
      /** The reservation the hold already has. */
      readonly reservationId: string | null;
      /** The id this request would have given it. */
      readonly wantedId: string;
    };

/** Pays for holds: the way from a hold, or straight from a wish, to a reservation. */
@Injectable()
export class BookingService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly holds: HoldsService,
    private readonly payments: PaymentsService,
    private readonly gate: ProviderGate,
    private readonly beginnings: BeginBatch,
    private readonly reservations: ReservationsService,
    private readonly offers: OfferHolds,
  ) {}

  /**
   * Pays for a hold with a saved card; without a hold, takes it first. The reservation is `paid`, or `pending` while
   * the provider or the guest's bank has not decided.
   *
   * Errors: those of taking a hold; hold_not_found, hold_expired, hold_released, already_confirmed,
   * payment_in_progress, payment_method_not_found, payment_declined, supplier_refused, reservation_id_taken, reservation_id_mismatch,
   * and `busy` when too many payments are under way.
   *
   * @param operationId of a keyed request: what it made before a crash is found again instead of made twice
   */
  async book(guestId: string, request: CreateReservationDto, operationId?: string): Promise<ReservationDto> {
    assertHoldOrWish(request);
    const chosenId = request.reservationId?.toLowerCase();
    const earlier = chosenId === undefined ? undefined : await this.reservations.find(guestId, chosenId);
    if (earlier !== undefined) {
      const shown = await this.reservations.show(earlier, false);
      if (!isSameBooking(request, shown)) throw otherBooking(earlier);
      // A repeat gets what there is, unless it brings another card for a reservation that still waits for one.
      if (!canTryAgain(earlier)) return unlessRejected(shown);
    }

    // Before anything is written down: who cannot get through to the provider now has lost nothing.
    const place = await this.gate.enter();
    try {
      return await this.pay(guestId, request, { earlier, chosenId, operationId, place });
    } finally {
      place.leave();
    }
  }

  private async pay(
    guestId: string,
    request: CreateReservationDto,
    { earlier, chosenId, operationId, place }: PayContext,
  ): Promise<ReservationDto> {
    const { paymentMethodId } = request;
    const isDirect = request.holdId === undefined && earlier === undefined;
    const holdId = isDirect
      ? await this.takeHold(guestId, request, holdOperation({ guestId, chosenId, operationId }))
      : (request.holdId ?? earlier?.holdId ?? '').toLowerCase();
    if (!isDirect) await this.offers.confirmPrice(guestId, holdId);
    const begun = await this.begin(guestId, { holdId, paymentMethodId, chosenId, operationId });
    if (begun.isBegun) {
      const result = await this.payments.run(begun.attempt, place);
      return this.answer(guestId, begun.attempt.reservationId, holdId, result);
    }
    if (begun.refusal === 'repeated') return this.tellAgain(guestId, holdId, begun);
    // The same request twice: the second is told how the first stands.
    const isUnderWay = begun.refusal === 'payment_in_progress' || begun.refusal === 'already_confirmed';
    if (isUnderWay && begun.reservationId !== null && begun.reservationId === begun.wantedId) {
      return unlessRejected(await this.reservations.get(guestId, begun.reservationId));
    }
    if (isDirect) await this.releaseQuietly(guestId, holdId);
    if (begun.refusal === 'payment_method_not_found') throw paymentMethodNotFound(paymentMethodId);
    throw beginRefused(begun.refusal, { holdId, reservationId: begun.reservationId });
  }

  private async takeHold(
    guestId: string,
    request: CreateReservationDto,
    operationId: string | undefined,
  ): Promise<string> {
    const { paymentMethodId, reservationId: _reservationId, holdId: _holdId, ...wish } = request;
    // Before anything is taken for a card that does not exist.
    const isSaved = await hasPaymentMethod(this.prisma, { guestId, paymentMethodId });
    if (!isSaved) throw paymentMethodNotFound(paymentMethodId);
    const hold = await this.holds.take(guestId, wish, operationId);
    return hold.holdId;
  }

  private async begin(guestId: string, wanted: BeginWish): Promise<Begun> {
    const { holdId, paymentMethodId, chosenId, operationId } = wanted;
    const listingId = findListingOfUuid(holdId);
    if (listingId === undefined) throw beginRefused('hold_not_found', { holdId });
    const wantedId =
      chosenId ??
      (operationId === undefined
        ? mintListingUuid(listingId)
        : deriveListingUuid(listingId, { operationId, kind: 'reservation' }));
    const paymentId =
      operationId === undefined
        ? mintListingUuid(listingId)
        : deriveListingUuid(listingId, { operationId, kind: 'payment' });
    addLogFields({ holdId, reservationId: wantedId });
    const row = await this.beginnings.begin({
      listingId,
      holdId,
      guestId,
      reservationId: wantedId,
      isClientChosen: chosenId !== undefined,
      paymentId,
      paymentMethodId,
      graceSeconds: this.config.paymentGraceSeconds,
    });
    const { outcome, reservationId, currency, amountMinor, providerCustomerId } = row;
    if (outcome !== 'begun') return { isBegun: false, refusal: outcome, paymentId, reservationId, wantedId };
    if (reservationId === null || currency === null || amountMinor === null || providerCustomerId === null) {
      throw new Error('reservation_begin began without saying what');
    }
    const attempt = {
      listingId,
      paymentId,
      reservationId,
      amountMinor: Number(amountMinor),
      currency,
      paymentMethodId,
      providerCustomerId,
    };
    return { isBegun: true, attempt };
  }

  /** A keyed request that died before its answer was kept is told what became of its attempt, and charges nobody twice. */
  private async tellAgain(
    guestId: string,
    holdId: string,
    { paymentId, reservationId }: Extract<Begun, { isBegun: false }>,
  ): Promise<ReservationDto> {
    const listingId = findListingOfUuid(paymentId);
    if (reservationId === null || listingId === undefined)
      throw new Error('an attempt without a reservation');
    const refusal = await this.payments.findRefusal({ listingId, paymentId });
    if (refusal !== undefined) return this.answer(guestId, reservationId, holdId, refusal);
    return unlessRejected(await this.reservations.get(guestId, reservationId));
  }

  /** Nobody is told of this hold, so its end is no news either: it may have ended by itself. */
  private async releaseQuietly(guestId: string, holdId: string): Promise<void> {
    try {
      await this.holds.release(guestId, holdId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private async answer(
    guestId: string,
    reservationId: string,
    holdId: string,
    result: PaymentResult,
  ): Promise<ReservationDto> {
    if (result.kind === 'declined') {
      const { code: declineCode, message, canRetry } = result;
      throw paymentDeclined({ declineCode, message, reservationId, holdId, canRetry });
    }
    if (result.kind === 'notHad') throw result.refusal;
    if (result.kind === 'tooLate') throw beginRefused('hold_expired', { holdId, reservationId });
    return this.reservations.get(guestId, reservationId);
  }
}

/** A hold already says what is wanted. */
function assertHoldOrWish({
  holdId,
  paymentMethodId: _card,
  reservationId: _id,
  ...wish
}: CreateReservationDto): void {
  if (holdId === undefined) return;
  const faults = Object.entries(wish).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, code: 'not_together', message: `${field} does not go with holdId` }],
  );
  if (faults.length > 0) throw invalidFields(faults);
}

/**
 * What a direct booking takes its hold under: of two requests with one chosen id, the second finds the hold of the
 * first instead of competing with it for the last room. The id stands in front, see `deriveListingUuid`.
 */
function holdOperation(request: {
  guestId: string;
  chosenId: string | undefined;
  operationId: string | undefined;
}): string | undefined {
  const { guestId, chosenId, operationId } = request;
  return chosenId === undefined ? operationId : `${chosenId} ${guestId}`;
}

/** A repeat must not look like success when the first came to nothing. */
function unlessRejected(reservation: ReservationDto): ReservationDto {
  if (reservation.status === 'rejected') throw cameToNothing(reservation);
  return reservation;
}

/** Declined before, and the hold still waits for a card. */
function canTryAgain(row: ReservationStory): boolean {
  return row.status === 'pending' && row.holdStatus === 'active';
}
