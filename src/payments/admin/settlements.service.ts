import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { mintListingUuid } from '../../inventory/listing-uuid.js';
import { findOpenPayment } from '../open-payments.queries.js';
import { runStep, steps, type PaymentRef } from '../payment-steps.queries.js';
import { RefundsService } from '../refunds.service.js';
import { StripeProvider } from '../stripe-provider.js';
import { paymentNotSettled } from './payments-admin.errors.js';

/** What an administrator wants done with money that was captured in another amount than was asked for. */
export const settlements = ['accept', 'give_back'] as const;
export type Settlement = (typeof settlements)[number];

/** Ends payments that only a person can decide about. */
@Injectable()
export class SettlementsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly provider: StripeProvider,
    private readonly refunds: RefundsService,
  ) {}

  /**
   * `accept` takes what was captured as the whole price: the reservation is paid. `give_back` refunds all of it, and
   * what it had paid for is free again. Once more is harmless. Error: `payment_not_settled`, when the provider has not
   * captured it or its reservation does not wait for it.
   */
  async settle(ref: PaymentRef, settlement: Settlement, actor: Actor): Promise<void> {
    const payment = await findOpenPayment(this.prisma, ref);
    const providerPaymentId = payment?.providerPaymentId ?? null;
    if (payment === undefined || providerPaymentId === null) {
      throw paymentNotSettled('the provider has no such payment');
    }
    const answer = await this.provider.look(providerPaymentId);
    if (answer.kind !== 'captured') throw paymentNotSettled(`it is ${answer.kind} at the provider`);
    const refundId = mintListingUuid(ref.listingId);
    const outcome = await inTransaction(this.prisma, async (tx) => {
      const done =
        settlement === 'accept'
          ? await runStep(tx, steps.capture(ref))
          : await runStep(tx, steps.giveBack(ref, { providerPaymentId, refundId, money: answer.money }));
      if (done === 'paid' || done === 'refunding') {
        await writeAudit(tx, actor, {
          action: 'settled',
          kind: 'payment',
          id: ref.paymentId,
          listingId: ref.listingId,
          before: { status: payment.status },
          after: { status: done, settlement, money: answer.money },
        });
      }
      return done;
    });
    if (outcome === 'unexpected') throw paymentNotSettled(`it is ${payment.status} here`);
    if (outcome === 'refunding') await this.refunds.sendSoon({ listingId: ref.listingId, refundId });
  }
}
