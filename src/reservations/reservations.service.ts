import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit, type AuditChange } from '../audit/write-audit.js';
import { watchBatches } from '../batching/batch-metrics.js';
import { Batcher } from '../batching/batcher.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { AppConfig } from '../config/app-config.js';
import type { Database } from '../database/database-client.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { addLogFields } from '../logging/log-context.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { RefundsService } from '../payments/refunds.service.js';
import type { MoneyDto } from '../pricing/money.dto.js';
import { SupplierCancellations } from '../suppliers/orders/supplier-cancellations.service.js';
import { findSupplierHolds, type SupplierHoldRow } from '../suppliers/orders/supplier-holds.views.js';
import { nothingToCancel } from '../suppliers/orders/supplier-orders.errors.js';
import { isSupplierListing } from '../suppliers/orders/supplier-orders.rules.js';
import { quotedRefund, supplierQuoteId, toPolicyQuote, toSupplierQuote } from './cancellation-quote.js';
import type { CancellationQuoteDto } from './cancellation-quote.dto.js';
import type { AdminReservationsQuery, ReservationDto, ReservationSummaryDto } from './reservations.dto.js';
import { cancelRefused, reservationNotFound } from './reservations.errors.js';
import { cancelReservation, type CancelCommand, type CancelRow } from './reservations.queries.js';
import {
  findCancellationNow,
  findListingOfReservation,
  findReservations,
  listReservations,
} from './reservations.views.js';
import type { ReservationKey, ReservationRow, ReservationStory } from './reservations.views.js';
import { toReservationDto, toReservationSummary } from './to-reservation-dto.js';

const readsInFlight = 4;
const maxReadWaitMs = 3_000;

/** What ends well. `under_way`: a supplier was told, and has not answered yet. */
const canceledOutcomes: ReadonlySet<string> = new Set(['canceled', 'already_canceled', 'under_way']);

const cursor = cursorCodec('reservations', ['instant', 'uuid']);

/** Whose reservations are meant: a guest's own, or (undefined) anyone's, for an admin. */
export type Owner = string | undefined;

/** Reads reservations, and cancels them. */
@Injectable()
export class ReservationsService {
  /** Every booking ends with reading it: those that end at the same moment share a query. */
  private readonly reads: Batcher<ReservationKey, ReservationStory | undefined>;

  constructor(
    private readonly prisma: PrismaService,
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
    private readonly inventory: InventoryService,
    private readonly supplierCancellations: SupplierCancellations,
    { batchMaxSize: maxSize, batchMaxWaiting: maxWaiting }: AppConfig,
    metrics: MetricsService,
  ) {
    this.reads = new Batcher(
      async (keys) => {
        const stories = await findReservations(prisma, keys);
        return stories.map((value) => ({ status: 'fulfilled', value }));
      },
      { maxSize, maxWaiting, maxWaitMs: maxReadWaitMs, maxInFlight: readsInFlight },
    );
    watchBatches(metrics, { reservation_read: this.reads });
  }

  /** One reservation with its timeline. Error: `reservation_not_found`, also for another guest's. */
  async get(owner: Owner, reservationId: string): Promise<ReservationDto> {
    const story = await this.find(owner, reservationId);
    if (story === undefined) throw reservationNotFound();
    return this.show(story, owner === undefined);
  }

  /** Reservations, newest first. Error: `invalid_cursor`. */
  async list(owner: Owner, query: AdminReservationsQuery): Promise<Page<ReservationSummaryDto>> {
    const [createdAt, reservationId] = query.cursor === undefined ? [] : cursor.decode(query.cursor);
    const rows = await listReservations(this.prisma, {
      guestId: owner ?? query.guestId,
      listingId: query.listingId,
      status: query.status,
      after:
        createdAt === undefined || reservationId === undefined ? undefined : { createdAt, reservationId },
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, (last) => cursor.encode([last.createdAtText, last.reservationId]));
    const held = await this.findHeld(page.data);
    const data = await Promise.all(
      page.data.map(async (row) =>
        toReservationSummary(row, {
          names: await getSkuNames(this.prisma, row.listingId),
          withGuest: owner === undefined,
          held: held.get(row.holdId),
        }),
      ),
    );
    return { ...page, data };
  }

  /**
   * What canceling would give back now. Errors: `reservation_not_found`, `nothing_to_cancel`, and for a supplier's flights
   * `cancellation_refused`, `supplier_unavailable`.
   */
  async quoteCancellation(owner: Owner, reservationId: string): Promise<CancellationQuoteDto> {
    const story = await this.find(owner, reservationId);
    if (story === undefined) throw reservationNotFound();
    if (isSupplierListing(story.listingId)) {
      return toSupplierQuote(story, await this.supplierCancellations.quote(story));
    }
    const now = await findCancellationNow(this.prisma, story);
    if (now === undefined) throw nothingToCancel(reservationId, story.status);
    return toPolicyQuote(story, now);
  }

  /**
   * Cancels: the inventory is free at once, and what the policy, or the supplier, gives back is on its way. Canceling again
   * changes nothing. While a supplier has not answered, the reservation is `paid` still and `canceling` there. Errors:
   * `reservation_not_found`, `reservation_rejected`, `payment_in_progress`, `cancellation_quote_required`,
   * `cancellation_quote_expired`, `cancellation_refused`.
   *
   * @param quoteId of `quoteCancellation`
   */
  cancel(guestId: string, reservationId: string, quoteId?: string): Promise<ReservationDto> {
    return this.end(reservationId, quoteId, { guestId });
  }

  /** The same of anyone's, told in the audit trail. Throws what `cancel` throws, and `stay_begun`. */
  cancelAsAdmin(reservationId: string, quoteId: string | undefined, actor: Actor): Promise<ReservationDto> {
    return this.end(reservationId, quoteId, { actor });
  }

  private async end(
    reservationId: string,
    quoteId: string | undefined,
    { guestId, actor }: { readonly guestId?: string; readonly actor?: Actor },
  ): Promise<ReservationDto> {
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    if (listingId === undefined) throw reservationNotFound();
    addLogFields({ reservationId });
    const isAtSupplier = isSupplierListing(listingId);
    const command: CancelCommand = {
      listingId,
      reservationId,
      guestId: guestId ?? null,
      refundId: mintListingUuid(listingId),
      cause: guestId === undefined ? 'canceled_by_admin' : 'canceled_by_guest',
      leastRefundMinor: isAtSupplier ? undefined : quotedRefund(quoteId, reservationId),
    };
    let row = await this.cancelOnce(command, actor);
    if (row.outcome === 'payment_in_progress' && row.paymentId !== null) {
      // Waiting for the guest's bank: ended at the provider first, so that no money can come for it any more.
      await this.payments.cancelAttempt({ listingId, paymentId: row.paymentId }, command.cause);
      row = await this.cancelOnce(command, actor);
      if (row.outcome === 'already_canceled' && actor !== undefined) {
        // It ended with its payment; or the guest was faster.
        const after = await findBooked(this.prisma, command);
        if (after.cause === command.cause)
          await writeAudit(this.prisma, actor, canceled(command, { status: 'pending' }, after));
      }
    }
    this.inventory.noteChange([listingId]);
    const outcome =
      row.outcome === 'at_supplier'
        ? await this.supplierCancellations.cancel({ ...command, quoteId: supplierQuoteId(quoteId), actor })
        : row.outcome;
    if (!canceledOutcomes.has(outcome)) throw cancelRefused(outcome, reservationId);
    if (row.refundId !== null) await this.refunds.sendSoon({ listingId, refundId: row.refundId });
    return this.get(guestId, reservationId);
  }

  /** By a guest one statement; by an administrator in one transaction with its audit entry. */
  private cancelOnce(command: CancelCommand, actor: Actor | undefined): Promise<CancelRow> {
    if (actor === undefined) return retryOnSerialization(() => cancelReservation(this.prisma, command));
    return inTransaction(this.prisma, async (tx) => {
      const before = await findBooked(tx, command);
      const row = await cancelReservation(tx, command);
      if (row.outcome === 'canceled') {
        await writeAudit(tx, actor, canceled(command, before, await findBooked(tx, command)));
      }
      return row;
    });
  }

  /** What is shown of a reservation. */
  async show(story: ReservationStory, withGuest: boolean): Promise<ReservationDto> {
    const names = await getSkuNames(this.prisma, story.listingId);
    const held = await this.findHeld([story]);
    return toReservationDto(story, { names, withGuest, held: held.get(story.holdId) });
  }

  /** What of these is a supplier's, by hold. Asks nothing when none is. */
  private async findHeld(rows: readonly ReservationRow[]): Promise<ReadonlyMap<string, SupplierHoldRow>> {
    const keys = rows.filter(({ listingId }) => isSupplierListing(listingId));
    const found = await findSupplierHolds(this.prisma, keys);
    return new Map(found.flatMap((held) => (held === undefined ? [] : [[held.holdId, held]])));
  }

  /** The guest's reservation (an admin: anyone's) as it is stored; undefined for an unknown one. */
  async find(owner: Owner, reservationId: string): Promise<ReservationStory | undefined> {
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    if (listingId === undefined) return undefined;
    const story = await this.reads.submit({ listingId, reservationId });
    return owner === undefined || story?.guestId === owner ? story : undefined;
  }
}

function canceled({ listingId, reservationId }: CancelCommand, before: object, after: object): AuditChange {
  return { action: 'canceled', kind: 'reservation', id: reservationId, listingId, before, after };
}

interface Booked {
  readonly status?: string;
  readonly cause?: string | null;
  readonly refund?: MoneyDto;
}

/** What the audit trail has of a reservation that is canceled. */
async function findBooked(db: Database, { listingId, reservationId }: CancelCommand): Promise<Booked> {
  const row = await db.reservation.findUnique({
    where: { listingId_reservationId: { listingId, reservationId } },
    select: { status: true, cause: true, refundMinor: true, currency: true },
  });
  if (row === null) return {};
  const { status, cause, refundMinor, currency } = row;
  return {
    status,
    cause,
    ...(refundMinor !== null && { refund: { amount: Number(refundMinor), currency } }),
  };
}
