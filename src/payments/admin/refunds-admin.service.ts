import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { cursorCodec } from '../../http/cursor.js';
import { toPage, type Page } from '../../http/page.dto.js';
import { findListingOfUuid } from '../../inventory/listing-uuid.js';
import { addLogFields } from '../../logging/log-context.js';
import { runStep, steps } from '../payment-steps.queries.js';
import { paymentProviderUnavailable } from '../payments.errors.js';
import { RefundsService } from '../refunds.service.js';
import { StripeProvider } from '../stripe-provider.js';
import { refundMadeAfterAll, refundNotFailed, refundNotFound } from './payments-admin.errors.js';
import type { RefundDto, RefundsQuery } from './refunds.dto.js';
import { findRefund, listRefunds, type RefundRow } from './refunds.views.js';

const cursor = cursorCodec('refunds', ['instant', 'uuid']);

/** Refunds, and what an administrator does about those that failed. */
@Injectable()
export class RefundsAdminService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly refunds: RefundsService,
    private readonly provider: StripeProvider,
  ) {}

  /** Newest first. Error: `invalid_cursor`. */
  async list(query: RefundsQuery): Promise<Page<RefundDto>> {
    const [createdAt, refundId] = query.cursor === undefined ? [] : cursor.decode(query.cursor);
    const rows = await listRefunds(this.prisma, {
      status: query.status,
      reservationId: query.reservationId,
      after: createdAt === undefined || refundId === undefined ? undefined : { createdAt, refundId },
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, (last) => cursor.encode([last.createdAtText, last.refundId]));
    return { ...page, data: page.data.map(toDto) };
  }

  /** Error: `refund_not_found`. */
  async get(refundId: string): Promise<RefundDto> {
    return toDto(await this.getRow(refundId));
  }

  /**
   * Sends a refund that failed again, as another attempt with a key of its own at the provider; a worker does so at once.
   * Errors: `refund_not_found`, `refund_not_failed`, `payment_provider_unavailable`.
   */
  async retry(refundId: string, actor: Actor): Promise<RefundDto> {
    const row = await this.getRow(refundId);
    addLogFields({ refundId, reservationId: row.reservationId });
    if (row.status !== 'failed') throw refundNotFailed(row.status);
    await this.expectNotMade(row);
    const { listingId, attempt, failureCode } = row;
    const outcome = await inTransaction(this.prisma, async (tx) => {
      const done = await runStep(tx, steps.retryRefund(row));
      if (done === 'created') {
        await writeAudit(tx, actor, {
          action: 'repeated',
          kind: 'refund',
          id: refundId,
          listingId,
          before: { status: 'failed', attempt, failureCode },
          after: { status: 'created', attempt: attempt + 1, failureCode: null },
        });
      }
      return done;
    });
    if (outcome === 'not_found') throw refundNotFound();
    // Somebody else was faster.
    if (outcome === 'unexpected') throw refundNotFailed((await this.getRow(refundId)).status);
    await this.refunds.sendSoon(row);
    return this.get(refundId);
  }

  /** Another attempt has another key: the provider would not know it for the same refund. So it is asked first. */
  private async expectNotMade({ refundId, providerPaymentId }: RefundRow): Promise<void> {
    if (providerPaymentId === null) return;
    const made = await this.provider.stripe.refunds
      .list({ payment_intent: providerPaymentId, limit: 100 })
      .catch((error: unknown) => {
        throw paymentProviderUnavailable(error);
      });
    const live = made.data.find(
      ({ metadata, status }) =>
        metadata?.['refund_id'] === refundId && status !== 'failed' && status !== 'canceled',
    );
    if (live !== undefined) throw refundMadeAfterAll(live.id, live.status ?? 'pending');
  }

  private async getRow(refundId: string): Promise<RefundRow> {
    const listingId = findListingOfUuid(refundId);
    const row = listingId === undefined ? undefined : await findRefund(this.prisma, { listingId, refundId });
    if (row === undefined) throw refundNotFound();
    return row;
  }
}

function toDto(row: RefundRow): RefundDto {
  return {
    refundId: row.refundId,
    status: row.status,
    cause: row.cause,
    amount: { amount: Number(row.amountMinor), currency: row.currency },
    attempt: row.attempt,
    ...(row.failureCode !== null && { failureCode: row.failureCode }),
    listingId: row.listingId,
    reservationId: row.reservationId,
    paymentId: row.paymentId,
    ...(row.providerPaymentId !== null && { providerPaymentId: row.providerPaymentId }),
    ...(row.providerRefundId !== null && { providerRefundId: row.providerRefundId }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
