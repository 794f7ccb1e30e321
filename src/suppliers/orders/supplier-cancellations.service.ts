import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { AppConfig } from '../../config/app-config.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization } from '../../database/sql-error.js';
import { within } from '../../deadlines/within.js';
import { mintListingUuid } from '../../inventory/listing-uuid.js';
import { addLogFields } from '../../logging/log-context.js';
import { RefundsService } from '../../payments/refunds.service.js';
import { FlightSupplier } from '../flight-supplier.js';
import { supplierUnavailable } from '../offers/offers.errors.js';
import { SupplierError, SupplierRefused, SupplierUnavailable, SupplierUnknown } from '../supplier.errors.js';
import type { CancellationQuote } from '../supplier-order.js';
import { OrderSender } from './order-sender.js';
import { refundToCard } from './refund-to-card.rules.js';
import {
  addCancellationQuote,
  beginCancellation,
  concludeGone,
  finishCancellation,
  findCancellation,
  findSentCancellation,
  refuseCancellation,
  type BegunCancellation,
  type CancellationRow,
  type GoneOutcome,
  type ReservationRef,
} from './supplier-cancellations.queries.js';
import { cancellationRefused, nothingToCancel, quoteExpired } from './supplier-orders.errors.js';
import { listOrdersOfHold, type OrderRow } from './supplier-orders.views.js';

/** What canceling at the supplier would give back. */
export interface QuotedCancellation {
  /** Ours. */
  readonly quoteId: string;
  /** What the card gets back, in minor units of the reservation's currency; null: the airline does not say. */
  readonly refundMinor: number | null;
  readonly refundTo: CancellationQuote['refundTo'];
  readonly expiresAt: Date | null;
}

/** The reservation that is to be canceled, as far as it matters here. */
export interface CancelableReservation extends ReservationRef {
  readonly holdId: string;
  readonly status: string;
  readonly currency: string;
}

type Confirmed =
  | { readonly kind: 'confirmed'; readonly quote: CancellationQuote | undefined }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** Cancels what a supplier has booked: the supplier first, then the reservation, then the money. */
@Injectable()
export class SupplierCancellations {
  constructor(
    private readonly prisma: PrismaService,
    private readonly supplier: FlightSupplier,
    private readonly sender: OrderSender,
    private readonly refunds: RefundsService,
    private readonly config: AppConfig,
  ) {}

  /**
   * Asks what canceling would give back. Errors: `nothing_to_cancel`, `cancellation_refused`, `supplier_unavailable`.
   */
  async quote(reservation: CancelableReservation): Promise<QuotedCancellation> {
    const { listingId, reservationId, holdId, status, currency } = reservation;
    const orders = await listOrdersOfHold(this.prisma, { listingId, holdId });
    const booked = orders.find((order) => order.status === 'booked');
    if (status !== 'paid' || booked?.orderId == null) throw nothingToCancel(reservationId, status);
    const quote = await this.ask(reservationId, booked.orderId);
    const cancellationId = mintListingUuid(listingId);
    const refundMinor = refundToCard(quote, currency);
    const { refundTo, expiresAt } = quote;
    await addCancellationQuote(this.prisma, {
      listingId,
      holdId,
      attempt: booked.attempt,
      cancellationId,
      reservationId,
      supplierQuoteId: quote.quoteId,
      refundMinor,
      refundTo,
      expiresAt,
    });
    return { quoteId: cancellationId, refundMinor, refundTo, expiresAt };
  }

  /**
   * Cancels by a quote. Says `canceled`, `under_way` when the supplier has not answered yet, or why it cannot be:
   * `quote_required`, `quote_expired`, `rejected`, `payment_in_progress`, `already_canceled`, `not_found`. Throws
   * `cancellation_refused` and `cancellation_quote_expired` for what the supplier refuses.
   */
  async cancel(
    command: ReservationRef & {
      guestId: string | null;
      quoteId: string | undefined;
      cause: 'canceled_by_guest' | 'canceled_by_admin';
      /** The administrator who wishes it. */
      actor?: Actor | undefined;
    },
  ): Promise<string> {
    const { listingId, reservationId } = command;
    addLogFields({ reservationId });
    const { outcome, cancellationId } = await this.begin(command);
    if (outcome !== 'begun' || cancellationId === null) return outcome;
    const row = await findCancellation(this.prisma, { listingId, cancellationId });
    if (row === undefined) throw new Error('a cancellation was begun and is not there');
    // Whoever asked has an answer in time; what the supplier says later is written down all the same.
    const done = await within(this.config.paymentTimeoutMs, this.confirm(row), undefined);
    if (done?.kind === 'refused') {
      throw done.reason === 'quote_expired'
        ? quoteExpired(reservationId)
        : cancellationRefused(reservationId, done.reason);
    }
    return done?.kind === 'confirmed' ? 'canceled' : 'under_way';
  }

  /** Writes down that the supplier is about to be told; of an administrator's wish with its audit entry. */
  private begin({
    actor,
    quoteId,
    ...command
  }: Parameters<SupplierCancellations['cancel']>[0]): Promise<BegunCancellation> {
    const asked = { ...command, cancellationId: quoteId ?? null };
    if (actor === undefined) return retryOnSerialization(() => beginCancellation(this.prisma, asked));
    return inTransaction(this.prisma, async (tx) => {
      const begun = await beginCancellation(tx, asked);
      if (begun.outcome === 'begun' || begun.outcome === 'canceled') {
        await writeAudit(tx, actor, {
          action: 'canceled',
          kind: 'reservation',
          id: command.reservationId,
          listingId: command.listingId,
          before: { atSupplier: 'booked' },
          after: { atSupplier: begun.outcome === 'begun' ? 'canceling' : 'canceled' },
        });
      }
      return begun;
    });
  }

  /** Goes on with a cancellation whose answer was lost: what the supplier's books say is believed. */
  async continue(order: OrderRow): Promise<void> {
    const row = await findSentCancellation(this.prisma, order);
    if (row === undefined) return;
    try {
      const quote = await this.supplier.getCancellation(row.supplierQuoteId);
      if (quote.confirmedAt !== null) await this.finish(row, quote);
      else await this.confirm(row);
    } catch (error) {
      this.sender.noteFailure(order, error);
    }
  }

  /** A booked order is gone at the supplier. Says what became of its reservation; undefined: the supplier cannot be asked. */
  async concludeGone(order: OrderRow): Promise<GoneOutcome | undefined> {
    if (order.orderId === null) return undefined;
    try {
      const { canceledFor } = await this.supplier.getOrder(order.orderId);
      const refundMinor = canceledFor === null ? null : refundToCard(canceledFor, order.holdCurrency);
      const { listingId, holdId, attempt } = order;
      const { outcome, refundId } = await retryOnSerialization(() =>
        concludeGone(this.prisma, {
          listingId,
          holdId,
          attempt,
          refundId: mintListingUuid(listingId),
          refundMinor,
        }),
      );
      if (refundId !== null) await this.refunds.sendSoon({ listingId, refundId });
      return outcome;
    } catch (error) {
      this.sender.noteFailure(order, error);
      return undefined;
    }
  }

  private async ask(reservationId: string, orderId: string): Promise<CancellationQuote> {
    try {
      return await this.supplier.quoteCancellation(orderId);
    } catch (error) {
      if (error instanceof SupplierRefused) throw cancellationRefused(reservationId, error.reason);
      if (error instanceof SupplierUnknown || error instanceof SupplierUnavailable)
        throw supplierUnavailable(error);
      throw error;
    }
  }

  private async confirm(row: CancellationRow): Promise<Confirmed> {
    const answer = await this.send(row);
    if (answer.kind === 'confirmed') await this.finish(row, answer.quote);
    if (answer.kind === 'refused') {
      const { listingId, cancellationId } = row;
      await refuseCancellation(this.prisma, { listingId, cancellationId, reason: answer.reason });
    }
    return answer;
  }

  private async send(row: CancellationRow): Promise<Confirmed> {
    try {
      const quote = await this.supplier.confirmCancellation(row.supplierQuoteId);
      return quote.confirmedAt === null ? { kind: 'unknown' } : { kind: 'confirmed', quote };
    } catch (error) {
      this.sender.noteFailure(row, error);
      if (!(error instanceof SupplierRefused)) return { kind: 'unknown' };
      // By an answer that was lost, or by somebody else: what comes back is in the quote, if it was this one.
      return error.reason === 'already_canceled'
        ? this.readConfirmed(row)
        : { kind: 'refused', reason: error.reason };
    }
  }

  private async readConfirmed(row: CancellationRow): Promise<Confirmed> {
    try {
      const quote = await this.supplier.getCancellation(row.supplierQuoteId);
      return { kind: 'confirmed', quote: quote.confirmedAt === null ? undefined : quote };
    } catch (error) {
      if (error instanceof SupplierError) return { kind: 'unknown' };
      throw error;
    }
  }

  private async finish(row: CancellationRow, quote: CancellationQuote | undefined): Promise<void> {
    const { listingId, cancellationId } = row;
    const refundMinor = quote === undefined ? null : refundToCard(quote, row.currency);
    const { refundId } = await retryOnSerialization(() =>
      finishCancellation(this.prisma, {
        listingId,
        cancellationId,
        refundId: mintListingUuid(listingId),
        refundMinor,
      }),
    );
    if (refundId !== null) await this.refunds.sendSoon({ listingId, refundId });
  }
}
