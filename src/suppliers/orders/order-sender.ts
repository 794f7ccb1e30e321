import { Injectable, Logger } from '@nestjs/common';
import { PrismaService } from '../../database/prisma.service.js';
import { FlightSupplier } from '../flight-supplier.js';
import { GoneOffers } from '../offers/gone-offers.js';
import { SupplierError, SupplierRefused, SupplierUnavailable, SupplierUnknown } from '../supplier.errors.js';
import type { Money } from '../money.js';
import type { SupplierOrder } from '../supplier-order.js';
import { readHeldPassengers } from './supplier-part.js';
import { findSupplierHold } from './supplier-holds.views.js';
import {
  orderSteps,
  runOrderStep,
  type OrderRef,
  type SeenOrder,
  type SeenOutcome,
} from './supplier-orders.queries.js';
import { findOrder, type OrderRow } from './supplier-orders.views.js';

/** What came of sending something. `unknown`: it may have been done; it is looked for. */
export type Sent =
  | { readonly kind: 'seen'; readonly outcome: SeenOutcome }
  | { readonly kind: 'refused'; readonly reason: SupplierRefused['reason']; readonly message: string }
  | { readonly kind: 'notSent'; readonly retryAfterMs: number }
  | { readonly kind: 'unknown' };

/**
 * Sends what was written down, and writes down what the supplier says of it. Never decides whether something is to be sent:
 * whoever calls has the right to do so from a step in SQL, and calls once.
 */
@Injectable()
export class OrderSender {
  private readonly logger = new Logger('Suppliers');

  constructor(
    private readonly prisma: PrismaService,
    private readonly supplier: FlightSupplier,
    private readonly gone: GoneOffers,
  ) {}

  /** Makes the order that `ref` says, for the total its hold has now. A refusal is left to the caller to write down. */
  async create(ref: OrderRef): Promise<Sent> {
    const [order, held] = await Promise.all([
      findOrder(this.prisma, ref),
      findSupplierHold(this.prisma, ref),
    ]);
    if (order === undefined || held === undefined) throw new Error('an order without its hold');
    const { offerId } = held;
    const request = {
      offerId,
      kind: order.kind,
      passengers: readHeldPassengers(held.passengers),
      total: { amount: Number(held.totalMinor), currency: held.currency },
      reference: order.reference,
    };
    const work = async () => {
      try {
        return await this.supplier.createOrder(request);
      } catch (error) {
        this.gone.note(offerId, error);
        throw error;
      }
    };
    return this.send(ref, work, { isCreation: true });
  }

  /**
   * Pays an order that is held what the card was asked for. Where it costs something else by now, the supplier refuses that
   * (`price_changed`). Safe to repeat: a supplier takes the payment of an order once.
   */
  async pay(ref: OrderRef): Promise<Sent> {
    const order = await findOrder(this.prisma, ref);
    if (order?.orderId == null) throw new Error('an order without its id is to be paid');
    const { orderId } = order;
    const total = { amount: Number(order.holdTotalMinor), currency: order.holdCurrency };
    return this.send(ref, async () => {
      await this.payOnce({ orderId, total });
      return this.supplier.getOrder(orderId);
    });
  }

  /** Writes down how an order stands in the supplier's books; what else is there under our reference is released. */
  async see(
    ref: OrderRef,
    order: SupplierOrder,
    { isCreation = false }: { isCreation?: boolean } = {},
  ): Promise<SeenOutcome> {
    const outcome = await runOrderStep(this.prisma, orderSteps.seen(ref, toSeen(order), { isCreation }));
    if (outcome === 'other_order') {
      this.logger.error(
        `Order ${order.orderId} is a second one for ${ref.holdId}-${ref.attempt}: it is released`,
      );
      await runOrderStep(this.prisma, orderSteps.stray(ref, order.orderId));
    }
    return outcome;
  }

  /** The orders under our reference, as the supplier shows them; each is written down. Undefined: it cannot be asked. */
  async lookFor(order: OrderRow): Promise<readonly SeenOutcome[] | undefined> {
    try {
      const { offerId, reference } = order;
      const found = await this.supplier.findOrders({ offerId, reference });
      const outcomes: SeenOutcome[] = [];
      // One that is booked first: of two, that is the one the guest has.
      for (const each of found.toSorted((one, other) => rank(one) - rank(other))) {
        outcomes.push(await this.see(order, each));
      }
      return outcomes;
    } catch (error) {
      this.noteFailure(order, error);
      return undefined;
    }
  }

  /** What the supplier's books say of an order whose id is known. Undefined: it cannot be asked. */
  async lookAt(ref: OrderRef, orderId: string): Promise<SeenOutcome | undefined> {
    try {
      return await this.see(ref, await this.supplier.getOrder(orderId));
    } catch (error) {
      this.noteFailure(ref, error);
      return undefined;
    }
  }

  /** Logs a supplier's failure; what is no failure of a supplier is thrown on. */
  noteFailure({ holdId, attempt }: OrderRef, error: unknown): void {
    if (!(error instanceof SupplierError)) throw error;
    this.logger.warn(`Order ${holdId}-${attempt}: ${error.message}`);
  }

  private async payOnce(payment: { orderId: string; total: Money }): Promise<void> {
    try {
      await this.supplier.payOrder(payment);
    } catch (error) {
      // An earlier try of ours, whose answer was lost.
      if (!(error instanceof SupplierRefused) || error.reason !== 'already_paid') throw error;
    }
  }

  private async send(
    ref: OrderRef,
    work: () => Promise<SupplierOrder>,
    { isCreation = false }: { isCreation?: boolean } = {},
  ): Promise<Sent> {
    try {
      return { kind: 'seen', outcome: await this.see(ref, await work(), { isCreation }) };
    } catch (error) {
      this.noteFailure(ref, error);
      if (error instanceof SupplierUnavailable) return { kind: 'notSent', retryAfterMs: error.retryAfterMs };
      if (error instanceof SupplierUnknown || !(error instanceof SupplierRefused)) return { kind: 'unknown' };
      return { kind: 'refused', reason: error.reason, message: error.supplierMessage };
    }
  }
}

/** An order as the ledger of orders knows it. */
export function toSeen(order: SupplierOrder): SeenOrder {
  const { orderId, bookingReference, total, spaceGuaranteedUntil, priceGuaranteedUntil, isChangedByAirline } =
    order;
  return {
    seen: order.status === 'awaiting_payment' ? 'held' : order.status === 'booked' ? 'booked' : 'gone',
    orderId,
    bookingReference,
    currency: total.currency,
    totalMinor: total.amount,
    spaceUntil: spaceGuaranteedUntil,
    priceUntil: priceGuaranteedUntil,
    isChanged: isChangedByAirline,
  };
}

function rank({ status }: SupplierOrder): number {
  return ['booked', 'awaiting_payment'].indexOf(status) === -1 ? 2 : status === 'booked' ? 0 : 1;
}
