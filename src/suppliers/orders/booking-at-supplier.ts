import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { PrismaService } from '../../database/prisma.service.js';
import { retryOnSerialization } from '../../database/sql-error.js';
import { BeforeCapture, type CaptureCheck, type CaptureVerdict } from '../../payments/before-capture.js';
import { enqueue } from '../../queue/enqueue.js';
import { queueNames } from '../../queue/queue-names.js';
import { FlightSupplier } from '../flight-supplier.js';
import { SupplierError } from '../supplier.errors.js';
import { OrderSender, type Sent } from './order-sender.js';
import { quoteOfTotal } from './quote-of-total.js';
import { findSupplierHold } from './supplier-holds.views.js';
import { supplierRefused } from './supplier-orders.errors.js';
import {
  beginSupplierBooking,
  orderSteps,
  runOrderStep,
  type OrderRef,
  type PaymentKey,
  type SeenOutcome,
} from './supplier-orders.queries.js';
import { isSupplierListing } from './supplier-orders.rules.js';
import { findOrder } from './supplier-orders.views.js';

/** Payload of a job that looks at one order. */
export type LookJob = OrderRef;
export const lookJobName = 'look';
/** First look after an unknown answer. The sweep follows, should the job be lost. */
const lookDelayMs = 1_000;

/** Outcomes after which the order stands where it stood. */
const unchanged: ReadonlySet<SeenOutcome> = new Set(['unpaid', 'live', 'gone', 'other_order', 'not_found']);

const go: CaptureVerdict = { kind: 'go' };
const wait: CaptureVerdict = { kind: 'wait' };

/**
 * Between authorising a card and taking its money: the supplier books. Each call does one step, and says whether the money
 * may be taken, must wait, or goes back.
 */
@Injectable()
export class BookingAtSupplier implements CaptureCheck, OnModuleInit {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sender: OrderSender,
    private readonly supplier: FlightSupplier,
    private readonly beforeCapture: BeforeCapture,
    @InjectQueue(queueNames.suppliers) private readonly queue: Queue,
  ) {}

  onModuleInit(): void {
    this.beforeCapture.register(this);
  }

  appliesTo(listingId: number): boolean {
    return isSupplierListing(listingId);
  }

  async decide(payment: PaymentKey): Promise<CaptureVerdict> {
    const { outcome, ref } = await retryOnSerialization(() => beginSupplierBooking(this.prisma, payment));
    if (outcome === 'booked') return go;
    if (ref === undefined || outcome === 'unexpected' || outcome === 'under_way') return wait;
    if (outcome === 'refused') return this.refuseAgain(payment, ref);
    const sent = outcome === 'pay' ? await this.sender.pay(ref) : await this.sender.create(ref);
    return this.conclude(payment, ref, sent);
  }

  /** Looks at an order soon. What comes of that is left to the sweep, or an outage would make jobs of jobs. */
  async lookSoon(ref: OrderRef): Promise<void> {
    const { listingId, holdId, attempt } = ref;
    const data: LookJob = { listingId, holdId, attempt };
    await enqueue(this.queue, [{ name: lookJobName, data, opts: { delay: lookDelayMs } }]);
  }

  /** What follows from what the supplier said to a booking or a payment. */
  async conclude(payment: PaymentKey, ref: OrderRef, sent: Sent): Promise<CaptureVerdict> {
    switch (sent.kind) {
      case 'seen':
        // Held instead of booked, gone, or somebody was faster: the next step says what to do. Not so when nothing changed.
        if (sent.outcome === 'booked') return go;
        if (!unchanged.has(sent.outcome)) return this.decide(payment);
        break;
      case 'refused':
        return this.refuse(payment, ref, { reason: sent.reason, message: sent.message });
      case 'notSent':
        await runOrderStep(this.prisma, orderSteps.unsent(ref, sent.retryAfterMs / 1_000));
        return wait;
      case 'unknown':
        break;
    }
    await this.lookSoon(ref);
    return wait;
  }

  private async refuseAgain(payment: PaymentKey, ref: OrderRef): Promise<CaptureVerdict> {
    const order = await findOrder(this.prisma, ref);
    return this.refuse(payment, ref, {
      reason: order?.refusedReason ?? (order?.sentAt === null ? 'unavailable' : 'not_made'),
      message: order?.refusedMessage ?? '',
    });
  }

  private async refuse(
    payment: PaymentKey,
    ref: OrderRef,
    { reason, message }: { reason: string; message: string },
  ): Promise<CaptureVerdict> {
    const outcome = await retryOnSerialization(() =>
      runOrderStep(this.prisma, orderSteps.refuse(payment, { reason, message })),
    );
    if (outcome === 'unexpected') return wait;
    const quote = reason === 'price_changed' ? await this.findNewPrice(ref) : undefined;
    const { holdId } = ref;
    return {
      kind: 'refused',
      refusal: supplierRefused({ reason, holdId, ...(quote === undefined ? {} : { quote }) }),
    };
  }

  /** What it would cost now; undefined when nobody says. */
  async findNewPrice(ref: OrderRef): Promise<ReturnType<typeof quoteOfTotal> | undefined> {
    const held = await findSupplierHold(this.prisma, ref);
    if (held === undefined) return undefined;
    try {
      const { total } =
        held.orderId === null
          ? await this.supplier.getOffer(held.offerId)
          : await this.supplier.getOrder(held.orderId);
      return quoteOfTotal(total, held.startDate);
    } catch (error) {
      if (!(error instanceof SupplierError)) throw error;
      return undefined;
    }
  }
}
