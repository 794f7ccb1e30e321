import { chargeStepOf } from '../../pricing/currency.js';
import type { CancellationQuote } from '../supplier-order.js';

/**
 * What of a supplier's refund goes back to the guest's card, in minor units of the reservation's currency, rounded up to what
 * can go to a card; null when nobody knows yet. What the airline gives the traveller as a voucher is not ours to give again.
 */
export function refundToCard(
  { refund, refundTo }: Pick<CancellationQuote, 'refund' | 'refundTo'>,
  currency: string,
): number | null {
  switch (refundTo) {
    case 'voucher':
    case 'nothing_paid':
      return 0;
    case 'unknown':
      return null;
    case 'balance':
    case 'card':
    case 'agency_cash':
      return refund?.currency === currency ? roundUp(refund.amount, chargeStepOf(currency)) : null;
  }
}

function roundUp(amount: number, step: number): number {
  return Math.ceil(amount / step) * step;
}
