import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { askForPolicies } from '../cancellation/known-policies.views.js';
import { resolveBooking } from '../catalog/booking-request.js';
import { AppConfig } from '../config/app-config.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField, invalidFields } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { deriveListingUuid, findListingOfUuid, mintListingUuid } from '../inventory/listing-uuid.js';
import type { ReleaseCause, ReleaseRequest } from '../inventory/ledger.queries.js';
import type { TakeVerdict } from '../inventory/take.js';
import { addLogFields } from '../logging/log-context.js';
import { chargeLimitsOf } from '../payments/stripe-amounts.rules.js';
import { OfferHolds } from '../suppliers/orders/offer-holds.service.js';
import { describeHold } from './hold-answer.js';
import type { AdminHoldsQuery, ExtendHoldDto, HoldsQuery, TakeHoldDto } from './hold-requests.dto.js';
import { heldRow, refusalFor, replacedHoldIn, wasTakenBefore } from './hold-verdict.js';
import type { AdminHoldDto, HoldDto } from './holds.dto.js';
import { alreadyExtended, holdBusy, holdNotFound, refusalOf } from './holds.errors.js';
import { extendHold } from './holds.queries.js';
import { findHold, listHolds, listHoldsOfGuest, type HoldRow } from './holds.views.js';
import { ReleaseJobs } from './release-jobs.js';
import { findCurrencyFaults, findOfferFaults, findQuantityFaults } from './take-request.rules.js';

const guestCursor = cursorCodec('holds', ['uuid']);
const adminCursor = cursorCodec('all holds', ['id', 'uuid']);

/** How often a change is tried when the hold changes under it. */
const maxAttempts = 3;

/** What a guest and an administrator can do with holds. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly inventory: InventoryService,
    private readonly releaseJobs: ReleaseJobs,
    private readonly offers: OfferHolds,
  ) {}

  /**
   * Takes what the body asks for, all or nothing. Throws 400 for a body that cannot be, what `resolveBooking` throws,
   * `sold_out`, `price_changed`, `total_not_chargeable`, `too_many_holds`, for the hold to be replaced `hold_not_found`,
   * `replaced_hold_elsewhere` and the refusals of its state, and for an offer what `OfferHolds` throws.
   *
   * @param operationId of a keyed request: the hold it took before a crash is found again instead of taken twice
   */
  async take(guestId: string, body: TakeHoldDto, operationId?: string): Promise<HoldDto> {
    const faults = [...findQuantityFaults(body), ...findOfferFaults(body)];
    if (faults.length > 0) throw invalidFields(faults);
    if (body.offerId !== undefined) return this.takeOffer(guestId, body.offerId, body, operationId);
    const { bookingHorizonDays: horizonDays } = this.config;
    const target = await resolveBooking(this.prisma, body, { horizonDays });
    const { listingId, startDate, endDate, items } = target;
    askForPolicies(this.prisma, listingId);
    const currencyFaults = findCurrencyFaults(body, target.currency);
    if (currencyFaults.length > 0) throw invalidFields(currencyFaults);
    const replacesHoldId = replacedHoldIn(listingId, body.replacesHoldId);
    const holdId =
      operationId === undefined
        ? mintListingUuid(listingId)
        : deriveListingUuid(listingId, { operationId, kind: 'hold' });
    addLogFields({ holdId });
    const asked = { holdId, guestId, target, replacesHoldId };

    let verdict: TakeVerdict;
    try {
      const expectedTotalMinor = body.expectedTotal?.amount;
      const totalLimits = chargeLimitsOf(target.currency, this.config.chargeLimits);
      const stay = { listingId, startDate, endDate, items, expectedTotalMinor, totalLimits };
      verdict = await this.inventory.take({ ...stay, holdId, guestId, replacesHoldId });
    } catch (error) {
      if (wasTakenBefore(error)) return this.get(guestId, holdId);
      throw error;
    }
    if (verdict.outcome === 'held') return this.describe(heldRow(asked, verdict));
    // What stands in the way of a keyed request may be the hold that its first attempt took.
    const takenBefore =
      operationId === undefined ? undefined : await findHold(this.prisma, { listingId, holdId, guestId });
    if (takenBefore !== undefined) return this.describe(takenBefore);
    const { maxActiveHoldsPerGuest: maxHolds, chargeLimits } = this.config;
    throw await refusalFor(this.prisma, asked, { verdict, maxHolds, chargeLimits });
  }

  /** Holds the flights of a supplier. */
  private async takeOffer(
    guestId: string,
    offerId: string,
    { passengers = [], expectedTotal, priceTolerance }: TakeHoldDto,
    operationId: string | undefined,
  ): Promise<HoldDto> {
    const wish = { offerId, passengers, expectedTotal, priceTolerance };
    const { holdId, secondsLeft } = await this.offers.take(guestId, wish, operationId);
    if (secondsLeft !== undefined) this.releaseJobs.add([{ holdId, secondsLeft }]);
    return this.get(guestId, holdId);
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
    await this.end({ holdId, guestId }, 'released_by_guest', (request) => this.inventory.release(request));
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
    const shown = await this.describe(row);
    if (secondsLeft === undefined) {
      throw refusalOf(row) ?? (shown.extendable ? holdBusy() : alreadyExtended(holdId));
    }
    this.releaseJobs.add([{ holdId, secondsLeft }]);
    return shown;
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
  async releaseAsAdmin(holdId: string, actor: Actor): Promise<void> {
    await this.end({ holdId }, 'released_by_admin', async (request) => {
      const { listingId } = request;
      const isReleased = await inTransaction(this.prisma, async (tx) => {
        if (!(await this.inventory.releaseForAdmin(tx, request))) return false;
        const { guestId = '' } = (await findHold(tx, { listingId, holdId })) ?? {};
        await writeAudit(tx, actor, {
          action: 'released',
          kind: 'hold',
          id: holdId,
          listingId,
          before: { status: 'active' },
          after: { status: 'released', guestId },
        });
        return true;
      });
      this.inventory.noteChange([listingId]);
      return isReleased;
    });
  }

  private async end(
    { holdId, guestId }: { holdId: string; guestId?: string },
    cause: ReleaseCause,
    release: (request: ReleaseRequest) => Promise<boolean>,
  ): Promise<void> {
    addLogFields({ holdId });
    const listingId = findListingOfUuid(holdId);
    if (listingId === undefined) throw holdNotFound(holdId);
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      if (await release({ listingId, holdId, guestId })) return;
      const row = await this.getRow(holdId, guestId);
      if (row.status === 'released' && row.endCause === cause) return;
      const refusal = refusalOf(row);
      if (refusal !== undefined) throw refusal;
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
}
