import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit, type AuditChange } from '../../audit/write-audit.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { cursorCodec } from '../../http/cursor.js';
import { toPage, type Page } from '../../http/page.dto.js';
import { findListingOfUuid, mintListingUuid } from '../../inventory/listing-uuid.js';
import { RefundsService } from '../../payments/refunds.service.js';
import { FlightSupplier } from '../flight-supplier.js';
import { supplierUnavailable } from '../offers/offers.errors.js';
import { SupplierError, SupplierRefused } from '../supplier.errors.js';
import type { SupplierOrder } from '../supplier-order.js';
import { OrderSender } from './order-sender.js';
import { OrderSettlement } from './order-settlement.service.js';
import { decideRefund } from './supplier-cancellations.queries.js';
import type { SettleSupplierOrderDto, SupplierOrderDto, SupplierOrdersQuery } from './supplier-orders.dto.js';
import {
  refundNotUndecided,
  supplierOrderNotFound,
  supplierOrderNotSettled,
} from './supplier-orders.errors.js';
import { orderSteps, runOrderStep } from './supplier-orders.queries.js';
import { findWaitingPayment, listOrders, listOrdersOfHold, type OrderRow } from './supplier-orders.views.js';

const cursor = cursorCodec('supplier orders', ['instant', 'uuid', 'integer']);

/** Who says so: the name that is kept with the booking, and who is told of in the audit trail. */
interface Settler {
  readonly by: string;
  readonly actor: Actor;
}

type ListedOrder = Awaited<ReturnType<typeof listOrders>>[number];

/** What administrators see of orders at suppliers, and what they can say of those nobody knows anything of. */
@Injectable()
export class SupplierOrdersService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly supplier: FlightSupplier,
    private readonly sender: OrderSender,
    private readonly settlement: OrderSettlement,
    private readonly refunds: RefundsService,
  ) {}

  /** Orders, oldest first. Error: `invalid_cursor`. */
  async list(
    query: Pick<SupplierOrdersQuery, 'state' | 'limit' | 'cursor'>,
  ): Promise<Page<SupplierOrderDto>> {
    const place = query.cursor === undefined ? undefined : cursor.decode(query.cursor);
    const after = place && { createdAt: place[0], holdId: place[1], attempt: place[2] };
    const rows = await listOrders(this.prisma, { filter: query.state, after, limit: query.limit + 1 });
    const page = toPage(rows, query.limit, (last) =>
      cursor.encode([last.createdAtText, last.holdId, last.attempt]),
    );
    return { ...page, data: page.data.map(toDto) };
  }

  /**
   * Writes down what an administrator has found out about the one order of a hold whose answer was lost. That it is there
   * is not taken on trust: the supplier is asked for it. Errors: `supplier_order_not_found`, `supplier_order_not_settled`,
   * `supplier_unavailable`.
   */
  async settle(
    holdId: string,
    { outcome, orderId }: SettleSupplierOrderDto,
    by: Settler,
  ): Promise<SupplierOrderDto> {
    const listingId = findListingOfUuid(holdId);
    const orders = listingId === undefined ? [] : await listOrdersOfHold(this.prisma, { listingId, holdId });
    if (orders.length === 0) throw supplierOrderNotFound();
    const order = orders.find(({ status }) => status === 'creating' || status === 'paying');
    if (order === undefined) throw supplierOrderNotSettled('nothing about it is unknown');
    if (outcome === 'booked') await this.settleBooked(order, orderId, by);
    else await this.settleNotMade(order, by);
    await this.settlement.follow(order);
    return this.getShown(order);
  }

  /** Errors: `reservation_not_found`, `refund_not_undecided`. */
  async decideRefund(
    reservationId: string,
    { amountMinor, by, actor }: Settler & { readonly amountMinor: number },
  ): Promise<void> {
    const listingId = findListingOfUuid(reservationId) ?? (await this.findListing(reservationId));
    const refundId = mintListingUuid(listingId ?? 1);
    const decided =
      listingId === undefined
        ? { outcome: 'not_found' as const, refundId: null }
        : await inTransaction(this.prisma, async (tx) => {
            const refund = { listingId, reservationId, refundId, refundMinor: amountMinor, by };
            const answer = await decideRefund(tx, refund);
            if (answer.outcome === 'decided') {
              await writeAudit(tx, actor, {
                action: 'settled',
                kind: 'reservation',
                id: reservationId,
                listingId,
                before: { refundMinor: null },
                after: { refundMinor: amountMinor, by },
              });
            }
            return answer;
          });
    switch (decided.outcome) {
      case 'not_found':
        throw new DomainError('not_found', 'reservation_not_found', 'There is no such reservation.');
      case 'too_much':
        throw refundNotUndecided('it is more than was paid');
      case 'unexpected':
        throw refundNotUndecided('the reservation is not one that waits for that');
      case 'decided':
        if (decided.refundId !== null && listingId !== undefined)
          await this.refunds.sendSoon({ listingId, refundId: decided.refundId });
    }
  }

  private async settleBooked(order: OrderRow, orderId: string | undefined, by: Settler): Promise<void> {
    const wanted = orderId ?? order.orderId;
    if (wanted === null) throw supplierOrderNotSettled('orderId is needed');
    const found = await this.getOrder(wanted);
    if (found.reference !== null && found.reference !== order.reference)
      throw supplierOrderNotSettled('that order is for something else');
    if (found.status !== 'booked' && found.status !== 'awaiting_payment')
      throw supplierOrderNotSettled(`the supplier says that it is ${found.status}`);
    const outcome = await this.sender.see(order, found);
    if (outcome === 'other_order' || outcome === 'repeated')
      throw supplierOrderNotSettled('it is another order, or was settled meanwhile');
    await inTransaction(this.prisma, async (tx) => {
      await runOrderStep(tx, orderSteps.noteSettlement(order, by.by));
      await writeAudit(tx, by.actor, settled(order, { outcome: 'booked', orderId: wanted, by: by.by }));
    });
  }

  /** Of a payment that may be lost: that it was not taken, so that the booking comes to nothing. */
  private async settleNotMade(order: OrderRow, { by, actor }: Settler): Promise<void> {
    const paymentId = order.status === 'paying' ? await findWaitingPayment(this.prisma, order) : undefined;
    const refusal = { reason: 'not_made', message: 'Settled by an administrator.', by };
    const outcome = await inTransaction(this.prisma, async (tx) => {
      const done =
        paymentId === undefined
          ? await runOrderStep(tx, orderSteps.settleNotMade(order, by))
          : await runOrderStep(tx, orderSteps.refuse({ listingId: order.listingId, paymentId }, refusal));
      if (done === 'not_made' || done === 'refused') {
        await writeAudit(tx, actor, settled(order, { outcome: 'not_made', by }));
      }
      return done;
    });
    if (outcome === 'unexpected') throw supplierOrderNotSettled('it was settled meanwhile');
  }

  private async getOrder(orderId: string): Promise<SupplierOrder> {
    try {
      return await this.supplier.getOrder(orderId);
    } catch (error) {
      if (error instanceof SupplierRefused) throw supplierOrderNotSettled('the supplier knows no such order');
      if (error instanceof SupplierError) throw supplierUnavailable(error);
      throw error;
    }
  }

  private async getShown({ holdId, listingId, attempt }: OrderRow): Promise<SupplierOrderDto> {
    const hold = { listingId, holdId };
    const rows = await listOrders(this.prisma, { filter: 'all', after: undefined, limit: 100, hold });
    const row = rows.find((each) => each.attempt === attempt);
    if (row === undefined) throw supplierOrderNotFound();
    return toDto(row);
  }

  /** Of an id that its client chose. */
  private async findListing(reservationId: string): Promise<number | undefined> {
    const entry = await this.prisma.reservationDirectory.findUnique({ where: { reservationId } });
    return entry?.listingId;
  }
}

function toDto(row: ListedOrder): SupplierOrderDto {
  return {
    holdId: row.holdId,
    attempt: row.attempt,
    status: row.status,
    kind: row.kind,
    supplier: row.supplier,
    reference: row.reference,
    offerId: row.offerId,
    ...(row.orderId === null ? {} : { orderId: row.orderId }),
    ...(row.bookingReference === null ? {} : { bookingReference: row.bookingReference }),
    total: {
      amount: Number(row.totalMinor ?? row.holdTotalMinor),
      currency: row.currency ?? row.holdCurrency,
    },
    guestId: row.guestId,
    ...(row.reservationId === null ? {} : { reservationId: row.reservationId }),
    ...(row.sentAt === null ? {} : { sentAt: row.sentAt.toISOString() }),
    looks: row.looks,
    ...(row.refusedReason === null ? {} : { refusedReason: row.refusedReason }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function settled({ listingId, holdId, attempt, status }: OrderRow, said: object): AuditChange {
  return {
    action: 'settled',
    kind: 'supplier_order',
    id: holdId,
    listingId,
    before: { status },
    after: { status: 'settled', attempt, ...said },
  };
}
