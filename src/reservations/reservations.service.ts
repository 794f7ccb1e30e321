import { Injectable } from '@nestjs/common';
import { getSkuNames } from '../catalog/listing.views.js';
import { PrismaService } from '../database/prisma.service.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { mintListingUuid } from '../inventory/listing-uuid.js';
import { addLogFields } from '../logging/log-context.js';
import { PaymentsService } from '../payments/payments.service.js';
import { RefundsService } from '../payments/refunds.service.js';
import type { AdminReservationsQuery, ReservationDto, ReservationSummaryDto } from './reservations.dto.js';
import { cancelRefused, reservationNotFound } from './reservations.errors.js';
import { cancelReservation, type CancelCommand } from './reservations.queries.js';
import {
  findListingOfReservation,
  findReservation,
  listReservations,
  listTimeline,
} from './reservations.views.js';
import type { ReservationRow } from './reservations.views.js';
import { toReservationDto, toReservationSummary } from './to-reservation-dto.js';

const cursor = cursorCodec('reservations', ['instant', 'uuid']);

/** Whose reservations are meant: a guest's own, or (undefined) anyone's, for an admin. */
export type Owner = string | undefined;

/** Reads reservations, and cancels them. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
  ) {}

  /** One reservation with its timeline. Error: `reservation_not_found`, also for another guest's. */
  async get(owner: Owner, reservationId: string): Promise<ReservationDto> {
    return this.show(await this.getRow(owner, reservationId), owner === undefined);
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
    if (row.outcome !== 'canceled' && row.outcome !== 'already_canceled') throw cancelRefused(row.outcome);
    if (row.refundId !== null) await this.refunds.sendSoon({ listingId, refundId: row.refundId });
    return this.get(owner, reservationId);
  }

  /** What is shown of a reservation. */
  async show(row: ReservationRow, withGuest: boolean): Promise<ReservationDto> {
    const [timeline, names] = await Promise.all([
      listTimeline(this.prisma, row),
      getSkuNames(this.prisma, row.listingId),
    ]);
    return toReservationDto(row, timeline, { names, withGuest });
  }

  /** The guest's reservation (an admin: anyone's) as it is stored; undefined for an unknown one. */
  findRow(reservationId: string, guestId: Owner): Promise<ReservationRow | undefined> {
    return findReservation(this.prisma, { reservationId, ...(guestId === undefined ? {} : { guestId }) });
  }

  private async getRow(owner: Owner, reservationId: string): Promise<ReservationRow> {
    const row = await this.findRow(reservationId, owner);
    if (row === undefined) throw reservationNotFound();
    return row;
  }
}
