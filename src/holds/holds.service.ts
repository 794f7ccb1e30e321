import { Injectable } from '@nestjs/common';
import { resolveBooking, type BookingTarget } from '../catalog/booking-request.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { violates } from '../database/sql-error.js';
import type { DomainError } from '../errors/domain-error.js';
import { invalidField, invalidFields } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { deriveListingUuid, findListingOfUuid, mintListingUuid } from '../inventory/listing-uuid.js';
import type { TakeVerdict } from '../inventory/take.js';
import { addLogFields } from '../logging/log-context.js';
import { describeBlocking, describeHold, describeQuote } from './hold-answer.js';
import type { AdminHoldsQuery, ExtendHoldDto, HoldsQuery, TakeHoldDto } from './hold-requests.dto.js';
import type { AdminHoldDto, HoldDto } from './holds.dto.js';
import {
  alreadyConfirmed,
  alreadyExtended,
  holdBusy,
  holdExpired,
  holdNotFound,
  holdReleased,
  paymentInProgress,
  priceChanged,
  refusalOf,
  replacedHoldElsewhere,
  soldOut,
  tooManyHolds,
} from './holds.errors.js';
import { extendHold } from './holds.queries.js';
import { isExtendable } from './holds.rules.js';
import { findHold, listHolds, listHoldsOfGuest, secondsUntilHoldEnds, type HoldRow } from './holds.views.js';
import { ReleaseJobs } from './release-jobs.js';
import { findCurrencyFaults, findQuantityFaults } from './take-request.rules.js';

const guestCursor = cursorCodec('holds', ['uuid']);
const adminCursor = cursorCodec('all holds', ['id', 'uuid']);

/** How often a change is tried when the hold changes under it. */
const maxAttempts = 3;

type RefusedVerdict = Exclude<TakeVerdict, { outcome: 'held' }>;

/** What a guest and an administrator can do with holds. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly inventory: InventoryService,
    private readonly releaseJobs: ReleaseJobs,
  ) {}

  /**
   * Takes what the body asks for, all or nothing. Throws 400 for a body that cannot be, what `resolveBooking` throws,
   * `sold_out`, `price_changed`, `too_many_holds`, and for the hold to be replaced `hold_not_found`,
   * `replaced_hold_elsewhere` and the refusals of its state.
   *
   * @param operationId of a keyed request: the hold it took before a crash is found again instead of taken twice
   */
  async take(guestId: string, body: TakeHoldDto, operationId?: string): Promise<HoldDto> {
    const faults = findQuantityFaults(body);
    if (faults.length > 0) throw invalidFields(faults);
    const { bookingHorizonDays: horizonDays } = this.config;
    const target = await resolveBooking(this.prisma, body, { horizonDays });
    const { listingId, startDate, endDate, items } = target;
    const currencyFaults = findCurrencyFaults(body, target.currency);
    if (currencyFaults.length > 0) throw invalidFields(currencyFaults);
    const replacesHoldId = replacedHoldIn(listingId, body);

    const holdId =
      operationId === undefined
        ? mintListingUuid(listingId)
        : deriveListingUuid(listingId, { operationId, kind: 'hold' });
    addLogFields({ holdId });
    let verdict: TakeVerdict;
    try {
      verdict = await this.inventory.take({
        listingId,
        holdId,
        guestId,
        startDate,
        endDate,
        items,
        replacesHoldId,
        expectedTotalMinor: body.expectedTotal?.amount,
      });
    } catch (error) {
      if (violates(error, 'hold_pkey')) return this.get(guestId, holdId);
      throw error;
    }
    if (verdict.outcome === 'held') {
      return describeHold(
        this.prisma,
        takenRow({ holdId, guestId, target, verdict }),
        this.config.holdTtlSeconds,
      );
    }
    const takenBefore =
      operationId === undefined ? undefined : await findHold(this.prisma, { listingId, holdId, guestId });
    if (takenBefore !== undefined) return this.describe(takenBefore);
    throw await this.refusal(verdict, { guestId, target, replacesHoldId: replacesHoldId ?? '' });
  }

  /** Throws `hold_not_found`, also for a hold of someone else. */
  async get(guestId: string, holdId: string): Promise<HoldDto> {
    return this.describe(await this.getRow(holdId, guestId));
  }

  async list(guestId: string, { status, limit, cursor }: HoldsQuery): Promise<Page<HoldDto>> {
    const beforeId = cursor === undefined ? undefined : guestCursor.decode(cursor)[0];
    const rows = await listHoldsOfGuest(this.prisma, { guestId, filter: status, beforeId, limit: limit + 1 });
    const page = toPage(rows, limit, (last) => guestCursor.encode([last.holdId]));
    return { ...page, data: await Promise.all(page.data.map((row) => this.describe(row))) };
  }

  /**
   * Gives a live hold back. Nothing happens when the guest has done so before. Throws `hold_not_found`,
   * `hold_released`, `hold_expired`, `already_confirmed`, `payment_in_progress`.
   */
  async release(guestId: string, holdId: string): Promise<void> {
    await this.end({ holdId, guestId }, 'released_by_guest');
  }

  /**
   * Moves the deadline of a live hold, once. Throws 400 for more than the usual life, `hold_not_found`,
   * `already_extended`, and the refusals of `release`; then the deadline is what it was.
   */
  async extend(guestId: string, holdId: string, { seconds }: ExtendHoldDto): Promise<HoldDto> {
    const { holdTtlSeconds: ttlSeconds } = this.config;
    if (seconds !== undefined && seconds > ttlSeconds) {
      throw invalidField('seconds', 'max', `seconds must not be greater than ${ttlSeconds}`);
    }
    const { listingId } = await this.getRow(holdId, guestId);
    const command = { listingId, holdId, guestId, seconds: seconds ?? ttlSeconds, ttlSeconds };
    const secondsLeft = await extendHold(this.prisma, command);
    const row = await this.getRow(holdId, guestId);
    if (secondsLeft === undefined) {
      throw refusalOf(row) ?? (isExtendable(row, ttlSeconds) ? holdBusy() : alreadyExtended(holdId));
    }
    this.releaseJobs.add([{ holdId, secondsLeft }]);
    return this.describe(row);
  }

  /** Throws `hold_not_found`. */
  async getAsAdmin(holdId: string): Promise<AdminHoldDto> {
    return this.describeForAdmin(await this.getRow(holdId));
  }

  async listAsAdmin({
    guestId,
    listingId,
    status,
    limit,
    cursor,
  }: AdminHoldsQuery): Promise<Page<AdminHoldDto>> {
    const place = cursor === undefined ? undefined : adminCursor.decode(cursor);
    const before = place && { listingId: place[0], holdId: place[1] };
    const rows = await listHolds(this.prisma, {
      guestId,
      listingId,
      filter: status,
      before,
      limit: limit + 1,
    });
    const page = toPage(rows, limit, (last) => adminCursor.encode([last.listingId, last.holdId]));
    return { ...page, data: await Promise.all(page.data.map((row) => this.describeForAdmin(row))) };
  }

  /** Gives anyone's live hold back. Throws what `release` throws. */
  async releaseAsAdmin(holdId: string): Promise<void> {
    await this.end({ holdId }, 'released_by_admin');
  }

  private async end(
    { holdId, guestId }: { holdId: string; guestId?: string },
    cause: 'released_by_guest' | 'released_by_admin',
  ): Promise<void> {
    addLogFields({ holdId });
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const row = await this.getRow(holdId, guestId);
      if (row.status === 'released' && row.endCause === cause) return;
      const refusal = refusalOf(row);
      if (refusal !== undefined) throw refusal;
      if (await this.inventory.release({ listingId: row.listingId, holdId, cause })) return;
    }
    throw holdBusy();
  }

  private async getRow(holdId: string, guestId?: string): Promise<HoldRow> {
    const listingId = findListingOfUuid(holdId);
    const row =
      listingId === undefined ? undefined : await findHold(this.prisma, { listingId, holdId, guestId });
    if (row === undefined) throw holdNotFound(holdId);
    return row;
  }

  private describe(row: HoldRow): Promise<HoldDto> {
    return describeHold(this.prisma, row, this.config.holdTtlSeconds);
  }

  private async describeForAdmin(row: HoldRow): Promise<AdminHoldDto> {
    return { ...(await this.describe(row)), guestId: row.guestId };
  }

  private async refusal(
    verdict: RefusedVerdict,
    { guestId, target, replacesHoldId }: { guestId: string; target: BookingTarget; replacesHoldId: string },
  ): Promise<DomainError> {
    switch (verdict.outcome) {
      case 'sold_out':
        return soldOut(await describeBlocking(this.prisma, target, verdict.blocking));
      case 'price_changed':
        return priceChanged(await describeQuote(this.prisma, target, verdict.quote));
      case 'too_many_holds':
        return tooManyHolds(
          this.config.maxActiveHoldsPerGuest,
          await secondsUntilHoldEnds(this.prisma, guestId),
        );
      case 'replaced_not_found':
        return holdNotFound(replacesHoldId);
      case 'replaced_expired':
        return holdExpired(replacesHoldId);
      case 'replaced_released':
        return holdReleased(replacesHoldId);
      case 'replaced_confirmed':
      case 'replaced_canceled':
        return alreadyConfirmed(replacesHoldId);
      case 'replaced_paying':
        return paymentInProgress(replacesHoldId);
    }
  }
}

/** The hold to be replaced, when there is one. Its id says which listing it is in; throws when that is another. */
function replacedHoldIn(listingId: number, body: TakeHoldDto): string | undefined {
  const holdId = body.replacesHoldId?.toLowerCase();
  if (holdId === undefined) return undefined;
  const replacedListingId = findListingOfUuid(holdId);
  if (replacedListingId === undefined) throw holdNotFound(holdId);
  if (replacedListingId !== listingId) throw replacedHoldElsewhere(holdId);
  return holdId;
}

/** What a read right after the commit would find. */
function takenRow(taken: {
  holdId: string;
  guestId: string;
  target: BookingTarget;
  verdict: Extract<TakeVerdict, { outcome: 'held' }>;
}): HoldRow {
  const { holdId, guestId, target, verdict } = taken;
  return {
    holdId,
    guestId,
    listingId: target.listingId,
    kind: target.kind,
    status: 'active',
    startDate: target.startDate,
    endDate: target.endDate,
    createdAt: verdict.serverTime,
    expiresAt: verdict.expiresAt,
    serverTime: verdict.serverTime,
    graceUntil: null,
    extendedAt: null,
    endedAt: null,
    endCause: null,
    currency: verdict.quote.currency,
    quote: verdict.quote.lines,
    reservationId: null,
  };
}
