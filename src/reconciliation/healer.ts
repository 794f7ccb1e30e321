import { Injectable, Logger } from '@nestjs/common';
import { PaymentsService } from '../payments/payments.service.js';
import { RefundsService } from '../payments/refunds.service.js';
import type { Finding, OpenEnd } from './findings.js';

/**
 * Hands what differs to the protocol that should have ended it: the next step of a payment or refund, from the state it
 * is in. Nothing here moves money by itself, and a step that was done already is not done again.
 */
@Injectable()
export class Healer {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
  ) {}

  /** Tries each; what came of it is seen by looking again. */
  async heal(findings: readonly Finding[]): Promise<void> {
    for (const { open, kind } of findings) {
      if (open === undefined) continue;
      try {
        await this.continue(open);
      } catch (error) {
        this.logger.warn(`${kind} could not be healed: ${String(error)}`);
      }
    }
  }

  private async continue(open: OpenEnd): Promise<void> {
    if (open.of === 'refund') {
      if (open.status === 'succeeded') await this.refunds.lookAgain(open);
      else await this.refunds.send(open);
      return;
    }
    switch (open.status) {
      case 'created':
      case 'requires_action':
      case 'authorised':
      case 'voiding':
        return this.payments.recover(open);
      case 'declined':
      case 'voided':
        if (open.providerPaymentId !== null) await this.payments.lookAgain(open, open.providerPaymentId);
        return;
      case 'captured':
        return;
    }
  }
}
