import { Injectable } from '@nestjs/common';
import type { DomainError } from '../errors/domain-error.js';
import type { PaymentRef } from './payment-steps.queries.js';

/**
 * Whether money that is authorised may be taken. `wait`: not before something else is known; somebody looks after it.
 * `refused`: never, and the payment is `voiding` already.
 */
export type CaptureVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'refused'; readonly refusal: DomainError };

/** Someone who has to get what is paid for before it may be paid. */
export interface CaptureCheck {
  /** By the listing alone: the others are not kept waiting by so much as a query. */
  appliesTo(listingId: number): boolean;
  /** Called again and again until it is decided, by whoever continues the payment. */
  decide(payment: PaymentRef): Promise<CaptureVerdict>;
}

const go: CaptureVerdict = { kind: 'go' };

/** Asked before each capture. What has to happen then is registered by whose business it is. */
@Injectable()
export class BeforeCapture {
  private readonly checks: CaptureCheck[] = [];

  register(check: CaptureCheck): void {
    this.checks.push(check);
  }

  async decide(payment: PaymentRef): Promise<CaptureVerdict> {
    const check = this.checks.find((each) => each.appliesTo(payment.listingId));
    return check === undefined ? go : check.decide(payment);
  }
}
