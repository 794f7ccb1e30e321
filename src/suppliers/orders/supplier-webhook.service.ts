import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../../database/prisma.service.js';
import { findListingOfUuid } from '../../inventory/listing-uuid.js';
import { FlightSupplier } from '../flight-supplier.js';
import { InvalidSupplierMessage, SupplierError } from '../supplier.errors.js';
import type { SupplierMessage } from '../supplier-message.js';
import { toSeen } from './order-sender.js';
import { OrderSettlement } from './order-settlement.service.js';
import { unsignedMessage } from './supplier-orders.errors.js';
import { lookNow, orderSteps, runOrderStepOnce, wasHeard } from './supplier-orders.queries.js';
import { readReference } from './supplier-orders.rules.js';
import { findOrder, findOrderById, listUnansweredOfOffer, type OrderRow } from './supplier-orders.views.js';

/** Outcomes after which an order is to be looked at, and not what waits for it. */
const goneOnWith: ReadonlySet<string> = new Set(['other_order', 'releasing', 'gone', 'canceled']);

/** Of one offer, which several guests may have held. */
const maxOrdersOfMessage = 20;

/**
 * Acts on what a supplier tells us: each message at most once, in whatever order they come. A message only says where to
 * look; what is true is read from the supplier's books.
 */
@Injectable()
export class SupplierWebhookService {
  private readonly logger = new Logger('Suppliers');

  constructor(
    private readonly prisma: PrismaService,
    private readonly supplier: FlightSupplier,
    private readonly settlement: OrderSettlement,
  ) {}

  /** Errors: `invalid_webhook_signature`. Anything thrown makes the supplier send the message again. */
  async receive(headers: Readonly<Record<string, string | undefined>>, rawBody: Buffer): Promise<void> {
    const message = this.read(headers, rawBody);
    if (message.kind === 'ping') return;
    if (message.kind === 'order_creation_failed') return this.hearOfFailure(message);
    const order = await this.findOrder(message);
    if (order !== undefined) await this.hearOf(order, message);
    else if (message.offerId !== null) await this.lookThrough(message.offerId);
  }

  private read(headers: Readonly<Record<string, string | undefined>>, rawBody: Buffer): SupplierMessage {
    try {
      return this.supplier.readWebhook(headers, rawBody);
    } catch (error) {
      if (error instanceof InvalidSupplierMessage) throw unsignedMessage(error);
      throw error;
    }
  }

  /** The order a message is about; undefined for one that is not ours, or whose id we do not know yet. */
  private async findOrder({ orderId, reference }: SupplierMessage): Promise<OrderRow | undefined> {
    const known = orderId === null ? undefined : await findOrderById(this.prisma, orderId);
    if (known !== undefined || reference === null) return known;
    const ours = readReference(reference);
    const listingId = ours === undefined ? undefined : findListingOfUuid(ours.holdId);
    return ours === undefined || listingId === undefined
      ? undefined
      : findOrder(this.prisma, { ...ours, listingId });
  }

  private async hearOf(order: OrderRow, message: SupplierMessage): Promise<void> {
    const { listingId } = order;
    const { messageId, type } = message;
    const orderId = message.orderId ?? order.orderId;
    if (orderId === null || (await wasHeard(this.prisma, { listingId, messageId }))) return;
    try {
      const seen = toSeen(await this.supplier.getOrder(orderId));
      const outcome = await runOrderStepOnce(
        this.prisma,
        { listingId, messageId, type },
        orderSteps.seen(order, seen),
      );
      // A second order under one reference: the look finds and releases it. One to be canceled is gone on with, and so is
      // one the airline has canceled. Of a canceled one the message may be what came back.
      if (goneOnWith.has(outcome) || (outcome === 'repeated' && order.isUndecided)) {
        await lookNow(this.prisma, order);
        await this.settlement.continue(order);
      } else if (outcome !== 'duplicate' && outcome !== 'repeated') {
        await this.settlement.follow(order);
      }
    } catch (error) {
      await this.lookLater(order, error);
    }
  }

  /** A creation came to nothing. The message names the offer only: the books say which orders are not there. */
  private async hearOfFailure({ offerId, createdAt, type }: SupplierMessage): Promise<void> {
    if (offerId === null) return;
    const orders = await listUnansweredOfOffer(this.prisma, { offerId, limit: maxOrdersOfMessage });
    const waiting = orders.filter(({ status, sentAt }) => status === 'creating' && sentAt !== null);
    const isOld = (order: OrderRow): boolean =>
      createdAt !== null && order.sentAt !== null && order.sentAt.getTime() > createdAt.getTime();
    const [only, ...others] = waiting;
    // Of several that wait for one offer nobody can say which is meant: each is looked for until it is certain.
    if (only === undefined || others.length > 0 || isOld(only)) return this.lookThrough(offerId);
    await this.settlement.concludeFailure(only, type);
  }

  /** A message about an offer of ours that names no order of ours: whatever is not certain of it is looked for. */
  private async lookThrough(offerId: string): Promise<void> {
    const orders = await listUnansweredOfOffer(this.prisma, { offerId, limit: maxOrdersOfMessage });
    for (const order of orders) {
      try {
        await this.settlement.continue(order);
      } catch (error) {
        await this.lookLater(order, error);
      }
    }
  }

  private async lookLater(order: OrderRow, error: unknown): Promise<void> {
    if (!(error instanceof SupplierError)) throw error;
    this.logger.warn(`A message about order ${order.holdId}-${order.attempt}: ${error.message}`);
    await lookNow(this.prisma, order);
  }
}
