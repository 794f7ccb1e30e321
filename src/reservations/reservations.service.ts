import { Injectable } from '@nestjs/common';
import { watchBatches } from '../batching/batch-metrics.js';
import { Batcher } from '../batching/batcher.js';
import { getSkuNames } from '../catalog/listing.views.js';
import { AppConfig } from '../config/app-config.js';
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
import type { AdminReservationsQuery, ReservationDto, ReservationSummaryDto } from './reservations.dto.js';
import { cancelRefused, reservationNotFound } from './reservations.errors.js';
import { cancelReservation, type CancelCommand } from './reservations.queries.js';
import { findListingOfReservation, findReservations, listReservations } from './reservations.views.js';
import type { ReservationKey, ReservationStory } from './reservations.views.js';
import { toReservationDto, toReservationSummary } from './to-reservation-dto.js';

const readsInFlight = 4;
const maxReadWaitMs = 3_000;

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
    const data = await Promise.all(
      page.data.map(async (row) =>
        toReservationSummary(row, {
          names: await getSkuNames(this.prisma, row.listingId),
          withGuest: owner === undefined,
        }),
      ),
    );
    return { ...page, data };
  }

  /**
   * Cancels: the inventory is free at once, and what the policy gives back is on its way. Canceling again changes
   * nothing. Errors: `reservation_not_found`, `reservation_rejected`, `payment_in_progress`.
   */
  async cancel(owner: Owner, reservationId: string): Promise<ReservationDto> {
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    if (listingId === undefined) throw reservationNotFound();
    addLogFields({ reservationId });
    const command: CancelCommand = {
      listingId,
      reservationId,
      guestId: owner ?? null,
      refundId: mintListingUuid(listingId),
      cause: owner === undefined ? 'canceled_by_admin' : 'canceled_by_guest',
    };
    let row = await retryOnSerialization(() => cancelReservation(this.prisma, command));
    if (row.outcome === 'payment_in_progress' && row.paymentId !== null) {
      // Waiting for the guest's bank: ended at the provider first, so that no money can come for it any more.
      await this.payments.cancelAttempt({ listingId, paymentId: row.paymentId }, command.cause);
      row = await retryOnSerialization(() => cancelReservation(this.prisma, command));
    }
    this.inventory.noteChange([listingId]);
    if (row.outcome !== 'canceled' && row.outcome !== 'already_canceled') throw cancelRefused(row.outcome);
    if (row.refundId !== null) await this.refunds.sendSoon({ listingId, refundId: row.refundId });
    return this.get(owner, reservationId);
  }

  /** What is shown of a reservation. */
  async show(story: ReservationStory, withGuest: boolean): Promise<ReservationDto> {
    const names = await getSkuNames(this.prisma, story.listingId);
    return toReservationDto(story, { names, withGuest });
  }

  /** The guest's reservation (an admin: anyone's) as it is stored; undefined for an unknown one. */
  async find(owner: Owner, reservationId: string): Promise<ReservationStory | undefined> {
    const listingId = await findListingOfReservation(this.prisma, reservationId);
    if (listingId === undefined) return undefined;
    const story = await this.reads.submit({ listingId, reservationId });
    return owner === undefined || story?.guestId === owner ? story : undefined;
  }
}
