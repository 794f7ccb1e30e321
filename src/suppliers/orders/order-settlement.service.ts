import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import { runWithLogFields } from '../../logging/log-context.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { FlightSupplier } from '../flight-supplier.js';
import { SupplierRefused } from '../supplier.errors.js';
import { OrderSender, type Sent } from './order-sender.js';
import { SupplierCancellations } from './supplier-cancellations.service.js';
import { orderSteps, runOrderStep, type OrderRef, type SeenOrder } from './supplier-orders.queries.js';
import { leavesHold } from './supplier-orders.rules.js';
import { findOrder, findWaitingPayment, type OrderRow } from './supplier-orders.views.js';

/** Continues orders from whatever state they were left in: what was lost is looked for, what nobody wants is canceled. */
@Injectable()
export class OrderSettlement {
  private readonly logger = new Logger('Suppliers');

  constructor(
    private readonly prisma: PrismaService,
    private readonly sender: OrderSender,
    private readonly supplier: FlightSupplier,
    private readonly cancellations: SupplierCancellations,
    private readonly payments: PaymentsService,
    private readonly config: AppConfig,
  ) {}

  /** Safe to run at any time, twice, or for nothing. */
  async continue(ref: OrderRef): Promise<void> {
    return runWithLogFields({ holdId: ref.holdId }, async () => {
      const order = await findOrder(this.prisma, ref);
      if (order === undefined) return;
      switch (order.status) {
        case 'creating':
          if (order.sentAt === null) await this.sendAtLast(order);
          else await this.lookFor(order);
          return;
        case 'refused':
        case 'not_made':
          await this.lookFor(order);
          return;
        case 'awaiting_payment':
        case 'booked':
          await this.check(order);
          return;
        case 'paying':
          await this.askWhetherPaid(order);
          return;
        case 'releasing':
          await this.release(order);
          return;
        case 'canceling':
          await this.cancellations.continue(order);
          return;
        case 'canceled':
          await this.concludeGone(order);
          return;
        case 'released':
          return;
      }
    });
  }

  /**
   * The supplier says that it could not make an order: unless it is there after all, that is a definite no. `why` is the
   * supplier's word for it.
   */
  async concludeFailure(order: OrderRow, why: string): Promise<void> {
    const found = await this.sender.lookFor(order);
    if (found === undefined || found.length > 0) return found === undefined ? undefined : this.follow(order);
    const refusal = { reason: 'other', message: why, endsHold: true };
    await runOrderStep(this.prisma, orderSteps.refused(order, refusal));
    await this.follow(order);
  }

  /** What waits for this order: the payment of its hold, if there is one. */
  async follow({ listingId, holdId }: OrderRef): Promise<void> {
    const paymentId = await findWaitingPayment(this.prisma, { listingId, holdId });
    if (paymentId !== undefined) await this.payments.recover({ listingId, paymentId });
  }

  /** An order whose answer was lost, or that should not be there: what the supplier's books say is believed. */
  private async lookFor(order: OrderRow): Promise<void> {
    const found = await this.sender.lookFor(order);
    if (found === undefined) return;
    // One that should not be there, and is gone there, is as good as none.
    const isAbsent = found.length === 0 || (order.status !== 'creating' && !found.includes('releasing'));
    if (isAbsent) {
      const outcome = await runOrderStep(
        this.prisma,
        orderSteps.absent(order, this.config.supplierSettleSeconds),
      );
      if (outcome === 'not_made') await this.follow(order);
    } else if (found.includes('releasing')) {
      await this.continue(order);
    } else {
      await this.follow(order);
    }
  }

  /** The supplier could surely not be reached when it was to be sent. */
  private async sendAtLast(order: OrderRow): Promise<void> {
    const claimed = await runOrderStep(
      this.prisma,
      orderSteps.claim(order, this.config.supplierSettleSeconds),
    );
    if (claimed === 'not_made') return this.follow(order);
    if (claimed !== 'send') return;
    const sent = await this.sender.create(order);
    if (sent.kind === 'notSent') {
      await runOrderStep(this.prisma, orderSteps.unsent(order, sent.retryAfterMs / 1_000));
    } else if (sent.kind === 'refused') {
      const { reason, message } = sent;
      const endsHold = !leavesHold(reason);
      await runOrderStep(this.prisma, orderSteps.refused(order, { reason, message, endsHold }));
    }
    if (sent.kind === 'seen' || sent.kind === 'refused') await this.follow(order);
  }

  private async check(order: OrderRow): Promise<void> {
    const outcome = await runOrderStep(this.prisma, orderSteps.check(order));
    if (outcome === 'releasing') return this.release(order);
    if (outcome !== 'ask' || order.orderId === null) return;
    if ((await this.sender.lookAt(order, order.orderId)) === 'canceled') await this.continue(order);
  }

  /** The airline has canceled what was booked: so is the reservation, and what it gave back goes to the guest. */
  private async concludeGone(order: OrderRow): Promise<void> {
    const outcome = await this.cancellations.concludeGone(order);
    if (outcome === 'waiting') await this.follow(order);
  }

  /**
   * The payment is sent again when it was not taken: a supplier takes the payment of an order once. Not for ever: after the
   * time an answer may take no more is sent, and after as long again one that is still unpaid comes to nothing.
   */
  private async askWhetherPaid(order: OrderRow): Promise<void> {
    if (order.orderId === null) return;
    const outcome = await this.sender.lookAt(order, order.orderId);
    if (outcome === undefined) return;
    if (outcome === 'releasing') return this.continue(order);
    if (outcome !== 'unpaid') return this.follow(order);
    const paymentId = await findWaitingPayment(this.prisma, order);
    if (paymentId === undefined) return;
    const { supplierSettleSeconds } = this.config;
    const sent: Sent =
      order.secondsInState < supplierSettleSeconds
        ? await this.sender.pay(order)
        : order.secondsInState < 2 * supplierSettleSeconds
          ? { kind: 'unknown' }
          : { kind: 'refused', reason: 'other', message: 'The payment was never taken.' };
    if (sent.kind === 'refused') {
      const { reason, message } = sent;
      const payment = { listingId: order.listingId, paymentId };
      await runOrderStep(this.prisma, orderSteps.refuse(payment, { reason, message }));
    }
    if (sent.kind === 'seen' || sent.kind === 'refused') await this.follow(order);
  }

  /** Cancels an order that nobody waits for any more, in the supplier's two steps; again until it is gone. */
  private async release({ orderId, ...order }: OrderRow): Promise<void> {
    if (orderId === null) return;
    const outcome = await this.sender.lookAt(order, orderId);
    if (outcome !== 'live') return;
    try {
      const quote = await this.supplier.quoteCancellation(orderId);
      const { confirmedAt } = await this.supplier.confirmCancellation(quote.quoteId);
      if (confirmedAt !== null) await runOrderStep(this.prisma, orderSteps.seen(order, gone(orderId)));
    } catch (error) {
      this.sender.noteFailure(order, error);
      if (error instanceof SupplierRefused && error.reason === 'not_cancelable') {
        this.logger.error(`Order ${orderId} should be released, and the supplier will not cancel it`);
      }
    }
  }
}

function gone(orderId: string): SeenOrder {
  return {
    seen: 'gone',
    orderId,
    bookingReference: null,
    currency: null,
    totalMinor: null,
    spaceUntil: null,
    priceUntil: null,
    isChanged: false,
  };
}
